package dev.vitrine.api.graphql;

import dev.vitrine.api.ProblemException;
import dev.vitrine.event.EventFamily;
import dev.vitrine.live.stream.InvalidSubscriptionException;
import dev.vitrine.live.stream.LagPolicy;
import dev.vitrine.live.stream.SubscribeParameters;
import dev.vitrine.live.stream.SubscribeRequest;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a client asked of an event subscription: the WebSocket's parameters in camelCase. */
record EventArguments(
    @Nullable List<String> events,
    @Nullable Long pageId,
    @Nullable String tree,
    @Nullable String table,
    @Nullable String since,
    @Nullable LagPolicy onLag,
    @Nullable Integer intervalMs) {

  /** The request for the stream; a refusal names the argument. */
  SubscribeRequest parse(EventFamily family) {
    return orRefusal(() -> SubscribeParameters.parse(family, this::parameter));
  }

  /** Turns what the streams refuse into an error that names the argument. */
  static <T> T orRefusal(Supplier<T> action) {
    try {
      return action.get();
    } catch (InvalidSubscriptionException e) {
      throw ProblemException.invalid(ErrorFields.camel(e.field()), e.reason());
    }
  }

  private @Nullable String parameter(String parameter) {
    return switch (parameter) {
      case "events" -> events == null || events.isEmpty() ? null : joined(events);
      case "page_id" -> text(pageId);
      case "tree" -> tree;
      case "table" -> table;
      case "since" -> since;
      case "on_lag" ->
          onLag == null ? null : onLag.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case "interval_ms" -> text(intervalMs);
      default -> null;
    };
  }

  /** The WebSocket's list; no name has a comma in it. */
  private static String joined(List<String> events) {
    for (String event : events) {
      if (event.contains(",")) {
        throw new InvalidSubscriptionException("events", "'%s' is no event".formatted(event));
      }
    }
    return String.join(",", events);
  }

  private static @Nullable String text(@Nullable Number number) {
    return number == null ? null : number.toString();
  }
}
