package dev.vitrine.api.delivery;

import dev.vitrine.live.stream.InvalidSubscriptionException;
import dev.vitrine.live.stream.StreamKind;
import dev.vitrine.live.stream.SubscribeParameters;
import dev.vitrine.live.stream.SubscribeRequest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked of a stream by query parameters.
 *
 * @param batched whether frames are JSON arrays
 * @param filter the parameters that were given, for those who look at connections
 */
public record StreamRequest(SubscribeRequest request, boolean batched, String filter) {

  static final int FILTER_CHARACTERS_MAX = 256;

  private static final List<String> PARAMETERS =
      List.of("interval_ms", "events", "page_id", "tree", "table", "since", "batch", "on_lag");

  /** Reads the parameters that {@code values} knows. */
  static StreamRequest parse(StreamKind kind, Function<String, @Nullable String> values) {
    return new StreamRequest(
        SubscribeParameters.parse(kind.family(), values),
        batched(values.apply("batch")),
        filter(values));
  }

  private static boolean batched(@Nullable String text) {
    return switch (text) {
      case null -> false;
      case "false" -> false;
      case "true" -> true;
      default ->
          throw new InvalidSubscriptionException(
              "batch", "must be true or false, not '%s'".formatted(text));
    };
  }

  private static String filter(Function<String, @Nullable String> values) {
    String all =
        PARAMETERS.stream()
            .filter(name -> values.apply(name) != null)
            .map(name -> name + "=" + values.apply(name))
            .collect(Collectors.joining("&"));
    return all.length() <= FILTER_CHARACTERS_MAX
        ? all
        : all.substring(0, FILTER_CHARACTERS_MAX - 1) + "…";
  }
}
