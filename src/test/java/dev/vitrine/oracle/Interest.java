package dev.vitrine.oracle;

import dev.vitrine.live.stream.LagPolicy;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a stream.
 *
 * @param stream {@code pages}, {@code io} or {@code buffer-pool}
 * @param events variants to let through; empty for all
 */
record Interest(
    String stream, Set<String> events, @Nullable Long pageId, boolean batch, LagPolicy onLag) {

  static Interest everythingOf(String stream) {
    return new Interest(stream, Set.of(), null, false, LagPolicy.DROP_OLDEST);
  }

  boolean isFiltered() {
    return !events.isEmpty() || pageId != null;
  }

  /** The filter, worked out from the contract: a tally passes with its variant. */
  boolean passes(Told.Entry entry) {
    if (entry.isTally()) {
      return events.isEmpty() || events.contains(entry.fields().get("variant"));
    }
    boolean named = events.isEmpty() || events.contains(entry.variant());
    return named && (pageId == null || isAboutPage(entry, pageId.toString()));
  }

  private static boolean isAboutPage(Told.Entry entry, String page) {
    return entry.fields().entrySet().stream()
        .anyMatch(field ->
            field.getKey().matches("(original_|new_|result_)?page[12]?(_page)?_id")
                && field.getValue().equals(page));
  }

  /** The query of the endpoints that take one. */
  String query() {
    StringBuilder query = new StringBuilder("on_lag=").append(lagName());
    if (!events.isEmpty()) {
      query.append("&events=").append(String.join(",", events));
    }
    if (pageId != null) {
      query.append("&page_id=").append(pageId);
    }
    return query.toString();
  }

  private String lagName() {
    return onLag.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The field of GraphQL's subscription. */
  String field() {
    return switch (stream) {
      case "pages" -> "pageEvents";
      case "io" -> "diskIoEvents";
      case "buffer-pool" -> "bufferPoolEvents";
      default -> throw new IllegalArgumentException("no stream " + stream);
    };
  }

  /** The union of what that subscription yields. */
  String union() {
    return switch (stream) {
      case "pages" -> "PageStreamEvent";
      case "io" -> "DiskIoStreamEvent";
      case "buffer-pool" -> "BufferPoolStreamEvent";
      default -> throw new IllegalArgumentException("no stream " + stream);
    };
  }
}
