package dev.vitrine.engine;

/** Whether two pages are both emptier than the threshold (0..1) and fit into one. */
public record MergeAdvice(
    long pageId,
    long withPageId,
    boolean merge,
    double usedRatio,
    double withUsedRatio,
    double combinedRatio,
    double threshold,
    String reason) {}
