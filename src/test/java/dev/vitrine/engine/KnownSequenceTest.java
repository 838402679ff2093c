package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.event.BufferPoolEvent.PoolStats;
import dev.vitrine.event.DiskIoEvent.IoStats;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A known sequence in a pool of four frames; each expectation is worked out by hand from the rules
 * of LRU-2. Page 0 is the file header, page 1 the allocation map, so the first page is 2.
 */
class KnownSequenceTest {

  @TempDir Path directory;
  private final EventLog log = new EventLog();
  private StorageEngine engine;

  @BeforeEach
  void fourPagesInFourFrames() {
    engine = SmallEngine.open(directory, 4, log);
    for (int i = 0; i < 4; i++) {
      engine.pages().createPage();
    }
  }

  @AfterEach
  void verify() {
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void creatingPagesWritesTheirImagesAndTheMapOnce() {
    assertThat(log.take())
        .containsExactly(
            "WriteCompleted[pageId=1, bytes=4096]",
            "PageAllocated[pageId=2, size=4096]",
            "WriteCompleted[pageId=2, bytes=4096]",
            "PageAllocated[pageId=3, size=4096]",
            "WriteCompleted[pageId=3, bytes=4096]",
            "PageAllocated[pageId=4, size=4096]",
            "WriteCompleted[pageId=4, bytes=4096]",
            "PageAllocated[pageId=5, size=4096]",
            "WriteCompleted[pageId=5, bytes=4096]");
  }

  @Test
  void aFullPoolGivesUpThePageWhoseSecondLastAccessIsOldest() {
    log.take();
    // Accesses so far: 2, 3, 4, 5 once each, by their creation.
    insert(2);
    insert(3);
    insert(5);
    // 4 alone has fewer than two accesses, so it leaves first, clean; nobody reads 2, 3, 5.
    engine.pages().createPage();
    // 6 has one access, so it is next, though it is the newest: back comes 4.
    engine.pages().getPage(4);
    // 4 has its second access now (its history was kept). Second last accesses: 2 at its creation,
    // then 3, 4, 5: page 2 leaves, and it is dirty.
    engine.pages().getPage(6);
    assertThat(log.take())
        .containsExactly(
            "PageHit[pageId=2]",
            "PageHit[pageId=3]",
            "PageHit[pageId=5]",
            "PageEvicted[pageId=4, reason=CAPACITY]",
            "PageAllocated[pageId=6, size=4096]",
            "WriteCompleted[pageId=6, bytes=4096]",
            "PageMiss[pageId=4]",
            "PageEvicted[pageId=6, reason=CAPACITY]",
            "ReadCompleted[pageId=4, bytes=4096]",
            "PageMiss[pageId=6]",
            "WriteCompleted[pageId=2, bytes=4096]",
            "PageFlushed[pageId=2, dirtyBytes=4096, cause=EVICTION, lsn=*]",
            "PageEvicted[pageId=2, reason=CAPACITY]",
            "ReadCompleted[pageId=6, bytes=4096]");
  }

  @Test
  void snapshotsTellTheIntervalBeforeThem() {
    Sampler pool = engine.openSampler(EventFamily.BUFFER_POOL).orElseThrow();
    Sampler io = engine.openSampler(EventFamily.DISK_IO).orElseThrow();
    insert(2);
    insert(2);
    insert(3);
    engine.pages().createPage(); // evicts 4 or 5, clean
    engine.pages().getPage(4);
    engine.pages().getPage(4);

    // 3 inserts and the second look at 4 hit, the first look at 4 missed.
    PoolStats first = (PoolStats) pool.sample();
    assertThat(first.hitRate()).isEqualTo(4.0 / 5);
    assertThat(first.totalPages()).isEqualTo(4);
    assertThat(first.usedPages()).isEqualTo(4);
    assertThat(first.dirtyPages()).isEqualTo(2);
    PoolStats second = (PoolStats) pool.sample();
    assertThat(second.hitRate()).isZero();

    // One read (page 4) and one write (the new page): as many, and as many bytes.
    IoStats disk = (IoStats) io.sample();
    assertThat(disk.readsPerSec()).isPositive().isEqualTo(disk.writesPerSec());
    assertThat(disk.readThroughputMbps()).isCloseTo(disk.readsPerSec() * 4096 / 1e6, within(1e-9));
    IoStats quiet = (IoStats) io.sample();
    assertThat(quiet.readsPerSec()).isZero();
    assertThat(quiet.avgReadLatencyUs()).isZero();
  }

  @Test
  void flushingWritesDirtyPagesInPageOrderOnce() {
    insert(5);
    insert(2);
    insert(4);
    log.take();
    FlushReport report = engine.bufferPool().flushAllPages();
    assertThat(report.pagesFlushed()).isEqualTo(3);
    assertThat(report.bytesWritten()).isEqualTo(3 * 4096);
    assertThat(log.take())
        .containsExactly(
            "WriteCompleted[pageId=2, bytes=4096]",
            "PageFlushed[pageId=2, dirtyBytes=4096, cause=REQUEST, lsn=*]",
            "WriteCompleted[pageId=4, bytes=4096]",
            "PageFlushed[pageId=4, dirtyBytes=4096, cause=REQUEST, lsn=*]",
            "WriteCompleted[pageId=5, bytes=4096]",
            "PageFlushed[pageId=5, dirtyBytes=4096, cause=REQUEST, lsn=*]");
    assertThat(engine.bufferPool().flushAllPages().pagesFlushed()).isZero();
  }

  @Test
  void statisticsAndCountersAgreeWithTheCountByHand() {
    engine.io().resetIoStats();
    insert(2);
    insert(3);
    engine.bufferPool().flushPage(2);
    engine.io().readPage(3);
    IoStatistics io = engine.io().getIoStats();
    assertThat(io.reads()).isEqualTo(1);
    assertThat(io.writes()).isEqualTo(1);
    assertThat(io.syncs()).isEqualTo(1);
    assertThat(io.bytesRead()).isEqualTo(4096);
    assertThat(io.bytesWritten()).isEqualTo(4096);
    PoolStatistics pool = engine.bufferPool().getBufferPool();
    assertThat(pool.hits()).isEqualTo(2);
    assertThat(pool.misses()).isZero();
    assertThat(pool.flushes()).isEqualTo(1);
    assertThat(pool.dirtyFrames()).isEqualTo(1);
    // Resetting the view leaves the engine's counters alone: 1 map, 4 pages, 1 flush.
    assertThat(engine.hotCounters().total(HotVariant.WRITE_COMPLETED)).isEqualTo(6);
  }

  private void insert(long pageId) {
    engine.pages().insertRecord(pageId, "record".getBytes(StandardCharsets.UTF_8), null);
  }
}
