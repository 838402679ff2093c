package dev.vitrine.api.rest;

import dev.vitrine.engine.FrameInfo;
import dev.vitrine.engine.FrameListing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the frame listing. */
@Schema(name = "FrameList")
record FrameListView(
    List<FrameInfo> items,
    @Schema(
            description = "Give it as cursor to get the next part; null at the end.",
            types = {"string", "null"})
        @Nullable String nextCursor,
    @Schema(description = StreamCursor.DESCRIPTION, example = StreamCursor.EXAMPLE) String cursor) {

  static FrameListView of(FrameListing listing, String cursor) {
    return new FrameListView(listing.items(), PagingCursor.of(listing.nextAfter()), cursor);
  }
}
