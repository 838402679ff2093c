package dev.vitrine.engine;

import dev.vitrine.engine.buffer.StoredPages;

/** A page's stored bytes, and what the pool held of it when they were read. */
public record PageImage(long pageId, byte[] bytes, CacheState cached, long lsn) {

  static PageImage of(long pageId, StoredPages.Image image) {
    CacheState cached = CacheState.valueOf(image.cached().name());
    return new PageImage(pageId, image.bytes(), cached, image.lsn());
  }
}
