package dev.vitrine.engine;

/** Device calls a second over the last {@code seconds}; reads and writes apart. */
public record Iops(int seconds, double iops, double readIops, double writeIops) {}
