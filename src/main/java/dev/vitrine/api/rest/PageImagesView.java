package dev.vitrine.api.rest;

import dev.vitrine.engine.PageImage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;

/** Stored images in the order asked for; as bytes, one after the other. */
@Schema(name = "PageImages")
record PageImagesView(List<PageImageView> items) implements BinaryView {

  static PageImagesView of(List<PageImage> images) {
    return new PageImagesView(images.stream().map(PageImageView::of).toList());
  }

  @Override
  public byte[] data() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    items.forEach(it -> all.writeBytes(it.data()));
    return all.toByteArray();
  }

  /** What the pool held of each, for the header. */
  String cached() {
    return items.stream()
        .map(it -> RestNames.wireName(it.cached()))
        .collect(Collectors.joining(","));
  }
}
