package dev.vitrine.api.rest;

import dev.vitrine.engine.CacheState;
import dev.vitrine.engine.PageImage;
import io.swagger.v3.oas.annotations.media.Schema;

/** A stored page image. */
@Schema(name = "PageImage")
record PageImageView(long pageId, CacheState cached, long lsn, byte[] data) implements BinaryView {

  static PageImageView of(PageImage image) {
    return new PageImageView(image.pageId(), image.cached(), image.lsn(), image.bytes());
  }
}
