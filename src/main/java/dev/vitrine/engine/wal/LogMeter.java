package dev.vitrine.engine.wal;

import dev.vitrine.event.DiskIoEvent.LogSynced;
import dev.vitrine.event.DiskIoEvent.LogWritten;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import dev.vitrine.event.HotVariant;

/** Counts and tells what the log asks of the device. Called by one thread at a time. */
final class LogMeter {

  private final EventSink sink;
  private final HotCounters counters;
  private volatile long writes;
  private volatile long bytesWritten;
  private volatile long writeLatencyUs;
  private volatile long syncs;
  private volatile long syncLatencyUs;

  LogMeter(EventSink sink, HotCounters counters) {
    this.sink = sink;
    this.counters = counters;
  }

  @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // one writer
  void written(long lsn, long bytes, long nanos) {
    long micros = nanos / 1_000;
    writes++;
    bytesWritten += bytes;
    writeLatencyUs += micros;
    counters.increment(HotVariant.LOG_WRITTEN);
    if (sink.wants(HotVariant.LOG_WRITTEN)) {
      sink.emit(new LogWritten(lsn, bytes, micros, EventClock.nowMicros()));
    }
  }

  @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // one writer
  void synced(long lsn, long nanos) {
    long micros = nanos / 1_000;
    syncs++;
    syncLatencyUs += micros;
    counters.increment(HotVariant.LOG_SYNCED);
    if (sink.wants(HotVariant.LOG_SYNCED)) {
      sink.emit(new LogSynced(lsn, micros, EventClock.nowMicros()));
    }
  }

  long writes() {
    return writes;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  long writeLatencyUs() {
    return writeLatencyUs;
  }

  long syncs() {
    return syncs;
  }

  long syncLatencyUs() {
    return syncLatencyUs;
  }
}
