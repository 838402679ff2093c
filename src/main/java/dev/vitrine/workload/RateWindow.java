package dev.vitrine.workload;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** How fast a counter grew over the last second, from samples taken ten times a second. */
final class RateWindow {

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private record Sample(long nanos, long count) {}

  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  /** Adds a sample and lets go of those that are not needed to look back a second. */
  synchronized void sample(long nanos, long count) {
    samples.addLast(new Sample(nanos, count));
    while (samples.size() > 2 && nanos - second().nanos() >= NANOS_PER_SECOND) {
      samples.removeFirst();
    }
  }

  /** 0 before the second sample; shorter than a second while there is no more. */
  synchronized double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    Sample from = samples.getFirst();
    Sample to = samples.getLast();
    long nanos = to.nanos() - from.nanos();
    return nanos <= 0 ? 0 : (to.count() - from.count()) * NANOS_PER_SECOND / nanos;
  }

  private Sample second() {
    var inOrder = samples.iterator();
    inOrder.next();
    return inOrder.next();
  }
}
