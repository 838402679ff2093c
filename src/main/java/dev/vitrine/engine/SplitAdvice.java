package dev.vitrine.engine;

/** Whether a page is fuller than the threshold (0..1) and should be split. */
public record SplitAdvice(
    long pageId, boolean split, double usedRatio, double threshold, String reason) {}
