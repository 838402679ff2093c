package dev.vitrine.engine;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Results of asynchronous operations, the oldest forgotten first. Thread-safe. */
final class AsyncResults {

  static final int RESULTS_MAX = 1_024;
  static final long BYTES_MAX = 16L << 20;
  static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private record Kept(AsyncOperation operation, long atNanos, long bytes) {}

  private final LongSupplier nanoClock;
  private final Map<String, Kept> results = new LinkedHashMap<>();
  private long bytes;

  AsyncResults(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  synchronized void put(AsyncOperation operation) {
    byte[] data = operation.data();
    long size = data == null ? 0 : data.length;
    results.put(operation.id(), new Kept(operation, nanoClock.getAsLong(), size));
    bytes += size;
    forget();
  }

  synchronized @Nullable AsyncOperation get(String id) {
    forget();
    Kept kept = results.get(id);
    return kept == null ? null : kept.operation;
  }

  private void forget() {
    long now = nanoClock.getAsLong();
    Iterator<Kept> oldestFirst = results.values().iterator();
    while (oldestFirst.hasNext()) {
      Kept kept = oldestFirst.next();
      if (now - kept.atNanos < KEPT_NANOS && results.size() <= RESULTS_MAX && bytes <= BYTES_MAX) {
        return;
      }
      oldestFirst.remove();
      bytes -= kept.bytes;
    }
  }
}
