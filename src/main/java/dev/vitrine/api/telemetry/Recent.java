package dev.vitrine.api.telemetry;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A look that several meters share, so that a scrape takes it once and its numbers belong together.
 */
final class Recent<T> {

  private static final long AGE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(100);

  private final Supplier<T> look;
  private @Nullable T last;
  private long takenNanos;

  Recent(Supplier<T> look) {
    this.look = look;
  }

  synchronized T get() {
    T known = last;
    if (known == null || System.nanoTime() - takenNanos > AGE_NANOS_MAX) {
      known = look.get();
      last = known;
      takenNanos = System.nanoTime();
    }
    return known;
  }

  Supplier<Number> number(ToDoubleFunction<T> part) {
    return () -> part.applyAsDouble(get());
  }
}
