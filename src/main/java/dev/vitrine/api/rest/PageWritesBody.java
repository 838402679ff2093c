package dev.vitrine.api.rest;

import dev.vitrine.api.Limits;
import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.BatchOperations;
import dev.vitrine.engine.PageWrite;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The images of a vectored write: each with its page id in JSON, or all of them one after the
 * other, and then the ids are in the query.
 *
 * @param items null when the images came raw
 * @param images null when they came as JSON
 */
@Schema(name = "PageWrites")
record PageWritesBody(
    @ArraySchema(
            arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED),
            minItems = 1,
            maxItems = BatchOperations.VECTOR_PAGES_MAX)
        @Nullable List<PageWriteItem> items,
    @Schema(hidden = true) byte @Nullable [] images) {

  private static final String ITEMS = "items";

  static PageWritesBody parse(JsonBody json) {
    Fields fields = new Fields();
    json.object(
        Map.of(
            ITEMS,
            () ->
                fields.items =
                    json.list(
                        ITEMS,
                        BatchOperations.VECTOR_PAGES_MAX,
                        Limits.VECTOR,
                        () -> PageWriteItem.parse(json))));
    return new PageWritesBody(JsonBody.required(ITEMS, fields.items), null);
  }

  static PageWritesBody raw(byte[] images) {
    return new PageWritesBody(null, images);
  }

  /** The writes; {@code pageIds} is the list in the query, as it goes with the raw form only. */
  List<PageWrite> writes(@Nullable String pageIds, int pageBytes) {
    if (images != null) {
      List<Long> ids = PageIds.parse(JsonBody.required(PageIds.LIST, pageIds));
      PageIds.requireDistinct(PageIds.LIST, ids);
      return cut(images, ids, pageBytes);
    }
    if (pageIds != null) {
      throw ProblemException.invalid(
          PageIds.LIST, "goes with raw images; in JSON each item has its page_id");
    }
    List<PageWriteItem> given = JsonBody.required(ITEMS, items);
    PageIds.requireDistinct(
        ITEMS, PageIds.requireVector(ITEMS, given.stream().map(PageWriteItem::pageId).toList()));
    return given.stream().map(it -> new PageWrite(it.pageId(), it.data())).toList();
  }

  private static List<PageWrite> cut(byte[] images, List<Long> pageIds, int pageBytes) {
    int expected = pageIds.size() * pageBytes;
    if (images.length != expected) {
      throw new EngineException(
              ErrorCode.PAGE_IMAGE_INVALID,
              "the body has %d bytes, %d pages have %d"
                  .formatted(images.length, pageIds.size(), expected))
          .with("actual_bytes", images.length)
          .with("expected_bytes", expected);
    }
    List<PageWrite> writes = new ArrayList<>();
    for (long pageId : pageIds) {
      int from = writes.size() * pageBytes;
      writes.add(new PageWrite(pageId, Arrays.copyOfRange(images, from, from + pageBytes)));
    }
    return writes;
  }

  private static final class Fields {
    @Nullable List<PageWriteItem> items;
  }
}
