package dev.vitrine.api.telemetry;

import dev.vitrine.engine.EngineStatus;
import dev.vitrine.engine.Iops;
import dev.vitrine.engine.PageCount;
import dev.vitrine.engine.PoolStatistics;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.disk.IoTotals;
import dev.vitrine.event.HotVariant;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Buffer pool, disk and pages. */
@Component
final class StorageMeters implements MeterBinder {

  private static final int IOPS_WINDOW_SECONDS = 10;
  private static final String DIRECTION = "direction";

  private final StorageEngine engine;
  private final Recent<PoolStatistics> pool;
  private final Recent<PageCount> pages;
  private final Recent<EngineStatus> status;
  private final Recent<Iops> iops;

  StorageMeters(StorageEngine engine) {
    this.engine = engine;
    this.pool = new Recent<>(() -> engine.bufferPool().getBufferPool());
    this.pages = new Recent<>(() -> engine.io().countPages());
    this.status = new Recent<>(engine::status);
    this.iops = new Recent<>(() -> engine.io().getIops(IOPS_WINDOW_SECONDS));
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    pool(meters);
    disk(meters);
    pages(meters);
  }

  private void pool(MeterRegistry meters) {
    hot(meters, "vitrine.pool.hits", "Pages asked for that were in a frame", HotVariant.PAGE_HIT);
    hot(meters, "vitrine.pool.misses", "Pages asked for that had to be read", HotVariant.PAGE_MISS);
    hot(meters, "vitrine.pool.evictions", "Pages that left their frame", HotVariant.PAGE_EVICTED);
    hot(meters, "vitrine.pool.flushes", "Dirty pages written", HotVariant.PAGE_FLUSHED);
    Gauge.builder("vitrine.pool.frames", pool.number(PoolStatistics::totalFrames))
        .description("Frames in the pool")
        .register(meters);
    Gauge.builder("vitrine.pool.frames.used", pool.number(PoolStatistics::usedFrames))
        .description("Frames that hold a page")
        .register(meters);
    Gauge.builder("vitrine.pool.frames.dirty", pool.number(PoolStatistics::dirtyFrames))
        .description("Frames whose page is newer than its stored image")
        .register(meters);
    Gauge.builder("vitrine.pool.frames.pinned", pool.number(PoolStatistics::pinnedFrames))
        .description("Frames that can't be given to another page now")
        .register(meters);
    Gauge.builder("vitrine.pool.leases", pool.number(PoolStatistics::leases))
        .description("Pins given to clients now")
        .register(meters);
  }

  private void hot(MeterRegistry meters, String name, String description, HotVariant variant) {
    FunctionCounter.builder(name, engine, it -> it.hotCounters().total(variant))
        .description(description)
        .register(meters);
  }

  private void disk(MeterRegistry meters) {
    disk(meters, "vitrine.disk.pages", "Pages read and written", IoTotals::reads, IoTotals::writes);
    disk(
        meters,
        "vitrine.disk.calls",
        "Reads and writes asked of the device, a vectored one counted once",
        IoTotals::readCalls,
        IoTotals::writeCalls);
    disk(
        meters,
        "vitrine.disk.bytes",
        "Bytes read and written",
        IoTotals::bytesRead,
        IoTotals::bytesWritten);
    FunctionCounter.builder("vitrine.disk.syncs", engine, it -> it.ioTotals().syncs())
        .description("Times that written bytes were made stable")
        .register(meters);
    Gauge.builder("vitrine.disk.iops", iops.number(Iops::readIops))
        .description("Device calls a second over the last 10 s")
        .tag(DIRECTION, "read")
        .register(meters);
    Gauge.builder("vitrine.disk.iops", iops.number(Iops::writeIops))
        .description("Device calls a second over the last 10 s")
        .tag(DIRECTION, "write")
        .register(meters);
  }

  private void disk(
      MeterRegistry meters,
      String name,
      String description,
      ToLongFunction<IoTotals> read,
      ToLongFunction<IoTotals> write) {
    FunctionCounter.builder(name, engine, it -> read.applyAsLong(it.ioTotals()))
        .description(description)
        .tag(DIRECTION, "read")
        .register(meters);
    FunctionCounter.builder(name, engine, it -> write.applyAsLong(it.ioTotals()))
        .description(description)
        .tag(DIRECTION, "write")
        .register(meters);
  }

  private void pages(MeterRegistry meters) {
    Gauge.builder("vitrine.pages.allocated", pages.number(PageCount::allocated))
        .description("Pages in use, the engine's own included")
        .register(meters);
    Gauge.builder("vitrine.pages.free", pages.number(PageCount::free))
        .description("Pages that were freed and can be used again")
        .register(meters);
    Gauge.builder("vitrine.pages.file.bytes", pages.number(PageCount::fileBytes))
        .description("Length of the page file")
        .register(meters);
    Gauge.builder("vitrine.lsn", status.number(EngineStatus::currentLsn))
        .description("Log sequence number of the newest change")
        .register(meters);
    Gauge.builder("vitrine.writable", status.number(it -> it.state().equals("open") ? 1 : 0))
        .description("1 while the engine takes changes, 0 when it is read-only")
        .register(meters);
  }
}
