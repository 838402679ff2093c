package dev.vitrine.api.telemetry;

import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.wal.LogStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** The log and its checkpoints. */
@Component
final class LogMeters implements MeterBinder {

  private static final double NANOS_PER_SECOND = 1e9;

  private final StorageEngine engine;
  private final Recent<LogStatistics> log;

  LogMeters(StorageEngine engine) {
    this.engine = engine;
    this.log = new Recent<>(() -> engine.status().log());
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    counter(meters, "vitrine.log.records", "Changes appended to the log", LogStatistics::records);
    counter(
        meters,
        "vitrine.log.appended.bytes",
        "Length of these changes with headers and padding",
        LogStatistics::recordBytes);
    counter(
        meters,
        "vitrine.log.written.bytes",
        "Bytes written to the log's files, in whole blocks",
        LogStatistics::bytesWritten);
    FunctionTimer.builder(
            "vitrine.log.write",
            log,
            it -> it.get().writes(),
            it -> it.get().writeLatencyUs(),
            TimeUnit.MICROSECONDS)
        .description("Writes of the log, each of all that was there to be written")
        .register(meters);
    FunctionTimer.builder(
            "vitrine.log.sync",
            log,
            it -> it.get().syncs(),
            it -> it.get().syncLatencyUs(),
            TimeUnit.MICROSECONDS)
        .description("Syncs of the log, each for all changes that waited")
        .register(meters);
    Gauge.builder("vitrine.log.durable.lsn", log.number(LogStatistics::durableLsn))
        .description("Changes up to this log sequence number are on stable storage")
        .register(meters);
    Gauge.builder("vitrine.log.segments", log.number(LogStatistics::segments))
        .description("Files that the log has now")
        .register(meters);
    Gauge.builder("vitrine.log.redo.bytes", log.number(it -> it.lastLsn() - it.redoPoint()))
        .description("Log that a recovery would have to read now")
        .register(meters);
    Gauge.builder("vitrine.log.checkpoint.age", this::checkpointAgeSeconds)
        .description("Time since the last checkpoint; NaN where nothing is logged")
        .baseUnit("seconds")
        .register(meters);
  }

  private double checkpointAgeSeconds() {
    return engine
        .checkpointAge()
        .map(Duration::toNanos)
        .map(nanos -> nanos / NANOS_PER_SECOND)
        .orElse(Double.NaN);
  }

  private void counter(
      MeterRegistry meters, String name, String description, ToLongFunction<LogStatistics> part) {
    FunctionCounter.builder(name, log, it -> part.applyAsLong(it.get()))
        .description(description)
        .register(meters);
  }
}
