package dev.vitrine.engine;

/** How many queued operations were carried out by the call, and how many are left. */
public record ProcessedOperations(int processed, int failed, int queued) {}
