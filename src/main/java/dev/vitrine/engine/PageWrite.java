package dev.vitrine.engine;

/** A full image for a page. */
public record PageWrite(long pageId, byte[] image) {}
