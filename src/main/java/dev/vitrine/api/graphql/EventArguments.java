package dev.vitrine.api.graphql;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.event.BufferPoolEvent;
import dev.vitrine.event.ColumnarEvent;
import dev.vitrine.event.DiskIoEvent;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.LsmEvent;
import dev.vitrine.event.PageEvent;
import dev.vitrine.event.TierEvent;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.LagPolicy;
import dev.vitrine.live.stream.SubscribeRequest;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a client asked of an event subscription; a refusal names the argument. */
final class EventArguments {

  private static final int[] INTERVALS_MS = {
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 60_000
  };
  private static final Pattern CURSOR = Pattern.compile("([A-Za-z0-9_-]{1,64}):([0-9]{1,18})");

  private EventArguments() {}

  /**
   * The request for the stream.
   *
   * @param name of the tree or the table; null for families that are about pages
   * @param newest the stream's newest place, which {@code since} can't be beyond
   */
  static SubscribeRequest parse(
      EventFamily family,
      @Nullable List<String> events,
      @Nullable Long pageId,
      @Nullable String name,
      @Nullable String since,
      @Nullable LagPolicy onLag,
      @Nullable Integer intervalMs,
      Cursor newest) {
    return new SubscribeRequest(
        intervalMs(family, intervalMs),
        variants(family, events),
        pageId(pageId),
        name,
        since(since, newest),
        onLag == null ? LagPolicy.DROP_OLDEST : onLag);
  }

  private static int intervalMs(EventFamily family, @Nullable Integer intervalMs) {
    if (intervalMs == null) {
      return defaultIntervalMs(family);
    }
    int max = INTERVALS_MS[INTERVALS_MS.length - 1];
    Ranges.whole("intervalMs", intervalMs, INTERVALS_MS[0], max);
    return Arrays.stream(INTERVALS_MS).filter(ms -> ms >= intervalMs).findFirst().orElse(max);
  }

  private static int defaultIntervalMs(EventFamily family) {
    return switch (family) {
      case BUFFER_POOL, DISK_IO -> 100;
      case PAGE -> 500;
      case LSM, COLUMNAR -> 1_000;
      case TIER -> 5_000;
    };
  }

  private static Set<String> variants(EventFamily family, @Nullable List<String> events) {
    if (events == null) {
      return Set.of();
    }
    Set<String> known = known(family);
    for (String event : events) {
      if (!known.contains(event)) {
        throw refusal(
            "events",
            "knows %s, not '%s'".formatted(String.join(", ", known), Shortened.text(event)));
      }
    }
    return Set.copyOf(events);
  }

  private static Set<String> known(EventFamily family) {
    Class<?> events =
        switch (family) {
          case BUFFER_POOL -> BufferPoolEvent.class;
          case LSM -> LsmEvent.class;
          case DISK_IO -> DiskIoEvent.class;
          case TIER -> TierEvent.class;
          case PAGE -> PageEvent.class;
          case COLUMNAR -> ColumnarEvent.class;
        };
    return Arrays.stream(events.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static @Nullable Long pageId(@Nullable Long pageId) {
    if (pageId != null && pageId < 0) {
      throw refusal("pageId", "must not be negative");
    }
    return pageId;
  }

  private static @Nullable Cursor since(@Nullable String since, Cursor newest) {
    if (since == null) {
      return null;
    }
    Matcher matcher = CURSOR.matcher(since);
    if (!matcher.matches()) {
      throw refusal(
          "since", "must be <epoch>:<sequence>, not '%s'".formatted(Shortened.text(since)));
    }
    Cursor cursor = new Cursor(matcher.group(1), Long.parseLong(matcher.group(2)));
    if (cursor.epoch().equals(newest.epoch()) && cursor.sequence() > newest.sequence()) {
      throw refusal("since", "lies in the future: the stream is at " + newest);
    }
    return cursor;
  }

  private static EngineException refusal(String argument, String reason) {
    return new EngineException(ErrorCode.INVALID_REQUEST, argument + " " + reason)
        .with("field", argument);
  }
}
