package dev.vitrine.engine.disk;

import dev.vitrine.event.DiskIoEvent.ReadCompleted;
import dev.vitrine.event.DiskIoEvent.VectoredRead;
import dev.vitrine.event.DiskIoEvent.VectoredWrite;
import dev.vitrine.event.DiskIoEvent.WriteCompleted;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import dev.vitrine.event.HotVariant;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** Counts what was asked of the device, and tells it. Thread-safe. */
public final class IoMeter {

  private final EventSink sink;
  private final HotCounters counters;
  private final LongAdder reads = new LongAdder();
  private final LongAdder writes = new LongAdder();
  private final LongAdder readDeviceCalls = new LongAdder();
  private final LongAdder writeDeviceCalls = new LongAdder();
  private final LongAdder syncs = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();
  private final LongAdder readLatencyUs = new LongAdder();
  private final LongAdder writeLatencyUs = new LongAdder();
  private final LatencyWindow readLatencies = new LatencyWindow();
  private final LatencyWindow writeLatencies = new LatencyWindow();
  private final CallWindow readCalls = new CallWindow(System::nanoTime);
  private final CallWindow writeCalls = new CallWindow(System::nanoTime);

  IoMeter(EventSink sink, HotCounters counters) {
    this.sink = sink;
    this.counters = counters;
  }

  /** One page was read by one call. */
  void readCompleted(long pageId, long bytes, long nanos) {
    long micros = nanos / 1_000;
    reads.increment();
    readDeviceCalls.increment();
    bytesRead.add(bytes);
    readLatencyUs.add(micros);
    readLatencies.record(micros, 1);
    readCalls.record(1);
    counters.increment(HotVariant.READ_COMPLETED);
    if (sink.wants(HotVariant.READ_COMPLETED)) {
      sink.emit(new ReadCompleted(pageId, micros, bytes, EventClock.nowMicros()));
    }
  }

  /** One page was written by one call. */
  void writeCompleted(long pageId, long bytes, long nanos) {
    long micros = nanos / 1_000;
    writes.increment();
    writeDeviceCalls.increment();
    bytesWritten.add(bytes);
    writeLatencyUs.add(micros);
    writeLatencies.record(micros, 1);
    writeCalls.record(1);
    counters.increment(HotVariant.WRITE_COMPLETED);
    if (sink.wants(HotVariant.WRITE_COMPLETED)) {
      sink.emit(new WriteCompleted(pageId, micros, bytes, EventClock.nowMicros()));
    }
  }

  /** Pages were read by one vectored operation in {@code calls} calls; told as one event. */
  void vectoredRead(int pages, int calls, long bytes, long nanos) {
    long micros = nanos / 1_000;
    reads.add(pages);
    readDeviceCalls.add(calls);
    bytesRead.add(bytes);
    readLatencyUs.add(micros * pages);
    readLatencies.record(micros, pages);
    readCalls.record(calls);
    counters.increment(HotVariant.VECTORED_READ);
    if (sink.wants(HotVariant.VECTORED_READ)) {
      sink.emit(new VectoredRead(pages, bytes, micros, EventClock.nowMicros()));
    }
  }

  /** Pages were written by one vectored operation in {@code calls} calls; told as one event. */
  void vectoredWrite(int pages, int calls, long bytes, long nanos) {
    long micros = nanos / 1_000;
    writes.add(pages);
    writeDeviceCalls.add(calls);
    bytesWritten.add(bytes);
    writeLatencyUs.add(micros * pages);
    writeLatencies.record(micros, pages);
    writeCalls.record(calls);
    counters.increment(HotVariant.VECTORED_WRITE);
    if (sink.wants(HotVariant.VECTORED_WRITE)) {
      sink.emit(new VectoredWrite(pages, bytes, micros, EventClock.nowMicros()));
    }
  }

  void synced() {
    syncs.increment();
  }

  /** What there was since the engine was opened. */
  public IoTotals totals() {
    return new IoTotals(
        reads.sum(),
        writes.sum(),
        readDeviceCalls.sum(),
        writeDeviceCalls.sum(),
        syncs.sum(),
        bytesRead.sum(),
        bytesWritten.sum(),
        readLatencyUs.sum(),
        writeLatencyUs.sum());
  }

  /** Read latencies in microseconds since {@link #resetLatencies}. */
  public Histogram readLatencies() {
    return readLatencies.histogram();
  }

  /** Write latencies in microseconds since {@link #resetLatencies}. */
  public Histogram writeLatencies() {
    return writeLatencies.histogram();
  }

  /** Read latencies in microseconds since the engine was opened. */
  public Histogram readLatenciesSinceOpen() {
    return readLatencies.sinceOpen();
  }

  /** Write latencies in microseconds since the engine was opened. */
  public Histogram writeLatenciesSinceOpen() {
    return writeLatencies.sinceOpen();
  }

  public void resetLatencies() {
    readLatencies.reset();
    writeLatencies.reset();
  }

  /** Read calls a second over the last {@code seconds} (1..300). */
  public double readCallsPerSecond(int seconds) {
    return readCalls.perSecond(seconds);
  }

  /** Write calls a second over the last {@code seconds} (1..300). */
  public double writeCallsPerSecond(int seconds) {
    return writeCalls.perSecond(seconds);
  }
}
