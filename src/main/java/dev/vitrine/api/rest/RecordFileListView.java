package dev.vitrine.api.rest;

import dev.vitrine.engine.RecordFile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the listing of record files. */
@Schema(name = "RecordFileList")
record RecordFileListView(
    List<RecordFile> items,
    @Schema(
            description = "Give it as cursor to get the next part; null at the end.",
            types = {"string", "null"})
        @Nullable String nextCursor,
    @Schema(description = StreamCursor.DESCRIPTION, example = StreamCursor.EXAMPLE) String cursor) {

  /** From one more than was asked for, where there is one. */
  static RecordFileListView of(List<RecordFile> oneMore, int limit, String cursor) {
    boolean more = oneMore.size() > limit;
    List<RecordFile> items = more ? oneMore.subList(0, limit) : oneMore;
    return new RecordFileListView(items, more ? items.getLast().name() : null, cursor);
  }
}
