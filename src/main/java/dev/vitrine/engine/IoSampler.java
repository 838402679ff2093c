package dev.vitrine.engine;

import dev.vitrine.engine.disk.IoMeter;
import dev.vitrine.engine.disk.IoTotals;
import dev.vitrine.event.DiskIoEvent.IoStats;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.StorageEvent;
import java.util.function.LongSupplier;

/** Samples disk activity; rates and latencies are those of the interval. */
final class IoSampler implements Sampler {

  private final IoMeter meter;
  private final LongSupplier nanoClock;
  private IoTotals before;
  private long beforeNanos;

  IoSampler(IoMeter meter, LongSupplier nanoClock) {
    this.meter = meter;
    this.nanoClock = nanoClock;
    this.before = meter.totals();
    this.beforeNanos = nanoClock.getAsLong();
  }

  @Override
  public StorageEvent sample() {
    IoTotals totals = meter.totals();
    long nanos = nanoClock.getAsLong();
    IoTotals interval = totals.since(before);
    double seconds = (nanos - beforeNanos) / 1e9;
    before = totals;
    beforeNanos = nanos;
    return new IoStats(
        perSecond(interval.reads(), seconds),
        perSecond(interval.writes(), seconds),
        perSecond(interval.bytesRead(), seconds) / 1e6,
        perSecond(interval.bytesWritten(), seconds) / 1e6,
        interval.avgReadLatencyUs(),
        interval.avgWriteLatencyUs(),
        EventClock.nowMicros());
  }

  private static double perSecond(long count, double seconds) {
    return seconds <= 0 ? 0 : count / seconds;
  }
}
