package dev.vitrine.engine;

/** A line of the page listing; costs no I/O. */
public record PageSummary(long pageId, String type, CacheState cached, int pins) {}
