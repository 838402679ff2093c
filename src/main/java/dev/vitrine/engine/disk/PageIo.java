package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.IoErrors;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.file.StoreFile;
import dev.vitrine.engine.page.PageChecksum;
import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.PageEvent.ChecksumFailure;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Whole pages to and from one file, measured, and never a bad one: what is read must carry the
 * right magic, version, id and checksum, and so must what is written. Blocking; thread-safe. The
 * caller sees to it that one page has one I/O at a time.
 */
final class PageIo {

  private final StoreFile file;
  private final int pageSizeBytes;
  private final IoMeter meter;
  private final EventSink sink;
  private final ReadOnlySwitch readOnly;

  PageIo(
      StoreFile file, int pageSizeBytes, IoMeter meter, EventSink sink, ReadOnlySwitch readOnly) {
    this.file = file;
    this.pageSizeBytes = pageSizeBytes;
    this.meter = meter;
    this.sink = sink;
    this.readOnly = readOnly;
  }

  /** Reads a page; {@code checksum-failure} when it is not what was written there. */
  void read(long pageId, MemorySegment target) {
    readAnyway(pageId, target);
    requireIntact(pageId, target, "read");
  }

  /** Reads whatever is there. */
  void readAnyway(long pageId, MemorySegment target) {
    long start = System.nanoTime();
    try {
      file.read(target.asByteBuffer(), pageId * pageSizeBytes);
    } catch (IOException e) {
      throw IoErrors.of("reading page " + pageId, e).with("page_id", pageId);
    }
    meter.readCompleted(pageId, pageSizeBytes, System.nanoTime() - start);
  }

  /** Writes a stamped page; stable only after {@link #sync}. */
  void write(long pageId, MemorySegment page) {
    readOnly.requireWritable();
    requireIntact(pageId, page, "write");
    long start = System.nanoTime();
    try {
      file.write(page.asByteBuffer(), pageId * pageSizeBytes);
    } catch (IOException e) {
      throw IoErrors.of("writing page " + pageId, e).with("page_id", pageId);
    }
    meter.writeCompleted(pageId, pageSizeBytes, System.nanoTime() - start);
  }

  /**
   * Reads ascending pages, one call for each run of adjacent ones, into memory that has room for
   * all of them in this order; each is checked like a page read alone.
   */
  void readVectored(long[] ascending, MemorySegment target) {
    long start = System.nanoTime();
    List<PageRun> runs = PageRun.of(ascending);
    for (PageRun run : runs) {
      try {
        file.read(slice(target, run).asByteBuffer(), run.firstPageId() * pageSizeBytes);
      } catch (IOException e) {
        throw IoErrors.of("reading " + run.pages() + " pages from " + run.firstPageId(), e);
      }
    }
    meter.vectoredRead(ascending.length, runs.size(), target.byteSize(), System.nanoTime() - start);
    for (int i = 0; i < ascending.length; i++) {
      requireIntact(ascending[i], page(target, i), "read");
    }
  }

  /** Writes ascending stamped pages, one call for each run of adjacent ones. */
  void writeVectored(long[] ascending, MemorySegment source) {
    readOnly.requireWritable();
    for (int i = 0; i < ascending.length; i++) {
      requireIntact(ascending[i], page(source, i), "write");
    }
    long start = System.nanoTime();
    List<PageRun> runs = PageRun.of(ascending);
    for (PageRun run : runs) {
      try {
        file.write(slice(source, run).asByteBuffer(), run.firstPageId() * pageSizeBytes);
      } catch (IOException e) {
        throw IoErrors.of("writing " + run.pages() + " pages from " + run.firstPageId(), e);
      }
    }
    meter.vectoredWrite(
        ascending.length, runs.size(), source.byteSize(), System.nanoTime() - start);
  }

  private MemorySegment slice(MemorySegment pages, PageRun run) {
    return pages.asSlice((long) run.index() * pageSizeBytes, (long) run.pages() * pageSizeBytes);
  }

  private MemorySegment page(MemorySegment pages, int index) {
    return pages.asSlice((long) index * pageSizeBytes, pageSizeBytes);
  }

  /** Makes completed writes stable; returns how long that took in microseconds. */
  long sync() {
    // One at a time: the kernel tells a lost write to one sync only, and the next must not succeed.
    synchronized (readOnly) {
      readOnly.requireWritable();
      long start = System.nanoTime();
      try {
        file.sync();
      } catch (IOException e) {
        readOnly.trip("syncing the page file failed: " + e.getMessage());
        throw IoErrors.of("syncing the page file", e);
      }
      meter.synced();
      return (System.nanoTime() - start) / 1_000;
    }
  }

  private void requireIntact(long pageId, MemorySegment page, String attempt) {
    PageDamage damage = PageDamage.of(pageId, page);
    if (damage == null) {
      return;
    }
    long expected = PageHeader.checksum(page);
    long actual = PageChecksum.compute(page);
    sink.emit(new ChecksumFailure(pageId, expected, actual, EventClock.nowMicros()));
    throw new EngineException(
            ErrorCode.CHECKSUM_FAILURE,
            "%s of page %d: %s".formatted(attempt, pageId, damage.text()))
        .with("page_id", pageId)
        .with("expected", expected)
        .with("actual", actual);
  }
}
