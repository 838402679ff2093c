package dev.vitrine.engine;

import dev.vitrine.engine.buffer.PageAllocator;
import dev.vitrine.engine.buffer.StoredPages;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.disk.IoMeter;
import dev.vitrine.engine.disk.IoTotals;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageChecksum;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.ChangeLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The disk manager's door. */
final class StoredPageIo implements IoOperations {

  private static final int IOPS_SECONDS_MAX = 300;

  private record View(IoTotals baseline, long startNanos) {}

  private final OperationGate gate;
  private final DiskManager disk;
  private final ChangeLog log;
  private final StoredPages stored;
  private final PageAllocator allocator;
  private final PageInspection inspection;
  private final AsyncPageIo async;
  private volatile View view = new View(new IoTotals(0, 0, 0, 0, 0, 0, 0, 0, 0), System.nanoTime());

  StoredPageIo(
      OperationGate gate,
      DiskManager disk,
      ChangeLog log,
      StoredPages stored,
      PageAllocator allocator,
      PageInspection inspection,
      AsyncPageIo async) {
    this.gate = gate;
    this.disk = disk;
    this.log = log;
    this.stored = stored;
    this.allocator = allocator;
    this.inspection = inspection;
    this.async = async;
  }

  @Override
  public PageImage readPage(long pageId) {
    return gate.in(() -> PageImage.of(pageId, stored.read(pageId)));
  }

  @Override
  public PageInfo writePage(long pageId, byte[] image, @Nullable Long ifMatch) {
    return gate.in(() -> {
      byte[] written = stored.write(pageId, image, ifMatch);
      return inspection.info(MemorySegment.ofArray(written), CacheState.NONE, 0);
    });
  }

  @Override
  public PageInfo allocatePage() {
    return gate.in(() -> {
      byte[] written = allocator.create(PageType.RAW, PooledPages.PAGE_API);
      return inspection.info(MemorySegment.ofArray(written), CacheState.NONE, 0);
    });
  }

  @Override
  public FlushReport flushWrites() {
    return gate.in(() -> {
      async.awaitWrites();
      log.ensureDurable(log.lastLsn());
      return new FlushReport(0, 0, disk.sync());
    });
  }

  @Override
  public PageCount countPages() {
    return gate.in(() -> {
      try {
        return new PageCount(disk.allocatedCount(), disk.freeCount(), disk.fileBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @Override
  public IoStatistics getIoStats() {
    return gate.in(() -> {
      View now = view;
      IoMeter meter = disk.meter();
      IoTotals totals = meter.totals().since(now.baseline);
      Histogram reads = meter.readLatencies();
      Histogram writes = meter.writeLatencies();
      return new IoStatistics(
          totals.reads(),
          totals.writes(),
          totals.readCalls(),
          totals.writeCalls(),
          totals.syncs(),
          totals.bytesRead(),
          totals.bytesWritten(),
          totals.avgReadLatencyUs(),
          totals.avgWriteLatencyUs(),
          reads.getValueAtPercentile(50),
          reads.getValueAtPercentile(99),
          reads.getMaxValue(),
          writes.getValueAtPercentile(50),
          writes.getValueAtPercentile(99),
          writes.getMaxValue(),
          (System.nanoTime() - now.startNanos) / 1e9);
    });
  }

  @Override
  public void resetIoStats() {
    gate.run(() -> {
      disk.meter().resetLatencies();
      view = new View(disk.meter().totals(), System.nanoTime());
    });
  }

  @Override
  public long computeChecksum(byte[] bytes) {
    return PageChecksum.compute(bytes);
  }

  @Override
  public Iops getIops(int seconds) {
    if (seconds < 1 || seconds > IOPS_SECONDS_MAX) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST,
              "seconds is %d, not in 1..%d".formatted(seconds, IOPS_SECONDS_MAX))
          .with("field", "seconds");
    }
    return gate.in(() -> {
      double reads = disk.meter().readCallsPerSecond(seconds);
      double writes = disk.meter().writeCallsPerSecond(seconds);
      return new Iops(seconds, reads + writes, reads, writes);
    });
  }
}
