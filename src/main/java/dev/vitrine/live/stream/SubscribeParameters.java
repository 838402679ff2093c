package dev.vitrine.live.stream;

import dev.vitrine.event.EventFamily;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link SubscribeRequest} from text parameters: {@code interval_ms}, {@code events},
 * {@code page_id}, {@code tree}, {@code table}, {@code since}, {@code on_lag}. Parameters it does
 * not know are ignored; a known one with a bad value, or one that can't apply to the stream, is an
 * {@link InvalidSubscriptionException}.
 */
public final class SubscribeParameters {

  public static final int INTERVAL_MS_MIN = 10;
  public static final int INTERVAL_MS_MAX = 60_000;

  /** Few effective intervals, so that watchers share samplers and encoded snapshots. */
  private static final int[] EFFECTIVE_INTERVALS_MS = {
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, INTERVAL_MS_MAX
  };

  private static final Pattern CURSOR = Pattern.compile("([A-Za-z0-9_-]{1,64}):([0-9]{1,18})");

  private final StreamKind kind;
  private final Function<String, @Nullable String> values;

  private SubscribeParameters(StreamKind kind, Function<String, @Nullable String> values) {
    this.kind = kind;
    this.values = values;
  }

  /** Reads the parameters that {@code values} knows; it answers null for those not given. */
  public static SubscribeRequest parse(
      EventFamily family, Function<String, @Nullable String> values) {
    return new SubscribeParameters(StreamKind.of(family), values).parse();
  }

  /** The pace a client gets that asks for {@code intervalMs}: the next of 10, 20, 50, 100 … */
  public static int effectiveIntervalMs(int intervalMs) {
    for (int effective : EFFECTIVE_INTERVALS_MS) {
      if (intervalMs >= INTERVAL_MS_MIN && intervalMs <= effective) {
        return effective;
      }
    }
    throw outsideInterval(Integer.toString(intervalMs));
  }

  private SubscribeRequest parse() {
    refuseForeignSubjects();
    return new SubscribeRequest(interval(), events(), pageId(), name(), cursor(), lagPolicy());
  }

  private int interval() {
    String text = values.apply("interval_ms");
    if (text == null) {
      return effectiveIntervalMs(kind.defaultIntervalMs());
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw outsideInterval(text);
    }
    return effectiveIntervalMs(Integer.parseInt(text));
  }

  private static InvalidSubscriptionException outsideInterval(String text) {
    return new InvalidSubscriptionException(
        "interval_ms",
        "must be a whole number from %d to %d, not '%s'"
            .formatted(INTERVAL_MS_MIN, INTERVAL_MS_MAX, text));
  }

  private Set<String> events() {
    String text = values.apply("events");
    if (text == null) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>(Arrays.asList(text.split(",", -1)));
    for (String name : names) {
      if (kind.variant(name) == null) {
        throw new InvalidSubscriptionException(
            "events",
            "'%s' is no event of this stream; it has %s"
                .formatted(name, String.join(", ", kind.variants().keySet())));
      }
    }
    return Set.copyOf(names);
  }

  private @Nullable Long pageId() {
    String text = values.apply("page_id");
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new InvalidSubscriptionException(
          "page_id", "must be a non-negative whole number, not '%s'".formatted(text));
    }
    return Long.valueOf(text);
  }

  private @Nullable String name() {
    String field = kind.subjectFilter();
    String text = field.equals("page_id") ? null : values.apply(field);
    if (text != null && text.isEmpty()) {
      throw new InvalidSubscriptionException(field, "must not be empty");
    }
    return text;
  }

  private void refuseForeignSubjects() {
    for (String field : new String[] {"page_id", "tree", "table"}) {
      if (!field.equals(kind.subjectFilter()) && values.apply(field) != null) {
        throw new InvalidSubscriptionException(
            field,
            "does not apply to the stream '%s'; it can be narrowed by %s"
                .formatted(kind.streamName(), kind.subjectFilter()));
      }
    }
  }

  private @Nullable Cursor cursor() {
    String text = values.apply("since");
    if (text == null) {
      return null;
    }
    Matcher matcher = CURSOR.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidSubscriptionException(
          "since", "must have the form <epoch>:<sequence>, not '%s'".formatted(text));
    }
    return new Cursor(matcher.group(1), Long.parseLong(matcher.group(2)));
  }

  private LagPolicy lagPolicy() {
    String text = values.apply("on_lag");
    if (text == null) {
      return LagPolicy.DROP_OLDEST;
    }
    return Arrays.stream(LagPolicy.values())
        .filter(policy -> wireName(policy).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new InvalidSubscriptionException(
                "on_lag", "must be drop-oldest, latest or disconnect, not '%s'".formatted(text)));
  }

  private static String wireName(LagPolicy policy) {
    return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
