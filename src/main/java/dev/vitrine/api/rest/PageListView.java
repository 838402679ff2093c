package dev.vitrine.api.rest;

import dev.vitrine.engine.PageListing;
import dev.vitrine.engine.PageSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the page listing. */
@Schema(name = "PageList")
record PageListView(
    List<PageSummary> items,
    @Schema(
            description = "Give it as cursor to get the next part; null at the end.",
            types = {"string", "null"})
        @Nullable String nextCursor,
    @Schema(description = StreamCursor.DESCRIPTION, example = StreamCursor.EXAMPLE) String cursor) {

  static PageListView of(PageListing listing, String cursor) {
    return new PageListView(listing.items(), PagingCursor.of(listing.nextAfter()), cursor);
  }
}
