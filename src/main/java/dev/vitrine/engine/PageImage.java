package dev.vitrine.engine;

/** A page's stored bytes, and what the pool held of it when they were read. */
public record PageImage(long pageId, byte[] bytes, CacheState cached, long lsn) {}
