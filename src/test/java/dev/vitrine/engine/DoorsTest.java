package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.event.EventSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One page, one truth: the pool's door, the disk's door and leases see the same page. */
class DoorsTest {

  /** 5 % of 60 frames: three leases. */
  private static final int FRAMES = 60;

  @TempDir Path directory;
  private StorageEngine engine;

  @BeforeEach
  void open() {
    engine = SmallEngine.open(directory, FRAMES);
  }

  @AfterEach
  void verify() {
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void aDiskReadTellsWhatThePoolHolds() {
    long page = engine.pages().createPage().pageId();
    assertThat(engine.io().readPage(page).cached()).isEqualTo(CacheState.CLEAN);
    engine.pages().insertRecord(page, new byte[] {1}, null);
    PageImage stored = engine.io().readPage(page);
    assertThat(stored.cached()).isEqualTo(CacheState.DIRTY);
    // The stored image is the one from its creation: no slot yet.
    assertThat(stored.bytes()[32]).isZero();
    engine.bufferPool().flushPage(page);
    assertThat(engine.io().readPage(page).bytes()[32]).isEqualTo((byte) 1);
    long raw = engine.io().allocatePage().pageId();
    assertThat(engine.io().readPage(raw).cached()).isEqualTo(CacheState.NONE);
  }

  @Test
  void aDiskWriteIsRefusedWhileThePoolHoldsANewerVersion() {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    byte[] image = engine.io().readPage(page).bytes();
    assertRefused(ErrorCode.PAGE_DIRTY, () -> engine.io().writePage(page, image, null));
    assertThat(engine.pages().getRecord(page, 0).data()).containsExactly(1);
  }

  @Test
  void aDiskWriteReplacesThePageForEveryDoor() {
    long page = engine.pages().createPage().pageId();
    byte[] empty = engine.io().readPage(page).bytes();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    engine.bufferPool().flushPage(page);
    long lsn = engine.pages().getPage(page).lsn();
    PageInfo written = engine.io().writePage(page, empty, lsn);
    assertThat(written.lsn()).isGreaterThan(lsn);
    assertThat(written.cached()).isEqualTo(CacheState.NONE);
    assertThat(engine.pages().getPage(page).recordCount()).isZero();
    assertThat(engine.pages().getPage(page).lsn()).isEqualTo(written.lsn());
  }

  @Test
  void theRingIsAnotherDoorToTheSamePages() {
    EventLog log = new EventLog();
    try (StorageEngine ringed = SmallEngine.open(directory.resolve("ring"), FRAMES, log)) {
      assumeTrue(ringed.status().ioUring().equals("available"), ringed.status().ioUring());
      long page = ringed.io().allocatePage().pageId();
      byte[] image = new byte[SmallEngine.PAGE];
      image[100] = 77;
      ringed.io().resetIoStats();
      log.take();
      PageInfo written = ringed.uring().writePageUring(page, image, null);
      assertThat(ringed.io().readPage(page).bytes()[100]).isEqualTo((byte) 77);
      PageImage read = ringed.uring().readPageUring(page);
      assertThat(read.lsn()).isEqualTo(written.lsn());
      assertThat(read.bytes()).isEqualTo(ringed.io().readPage(page).bytes());
      // One write and three reads, whichever door they took.
      assertThat(ringed.io().getIoStats().writes()).isEqualTo(1);
      assertThat(ringed.io().getIoStats().reads()).isEqualTo(3);
      assertThat(log.take().getFirst())
          .isEqualTo("WriteCompleted[pageId=%d, bytes=4096]".formatted(page));
      assertRefused(ErrorCode.PAGE_OWNED, () -> ringed.uring().writePageUring(1, image, null));
      assertRefused(ErrorCode.PAGE_NOT_FOUND, () -> ringed.uring().readPageUring(99));
      SmallEngine.verify(ringed);
    }
  }

  @Test
  void rawPagesKeepTheirPayload() {
    long page = engine.io().allocatePage().pageId();
    byte[] image = new byte[SmallEngine.PAGE];
    image[48] = 42;
    image[4095] = 43;
    engine.io().writePage(page, image, null);
    byte[] read = engine.io().readPage(page).bytes();
    assertThat(read[48]).isEqualTo((byte) 42);
    assertThat(read[4095]).isEqualTo((byte) 43);
    image[8] = (byte) (page + 1);
    assertRefused(ErrorCode.PAGE_IMAGE_INVALID, () -> engine.io().writePage(page, image, null));
    assertRefused(
        ErrorCode.PAGE_IMAGE_INVALID, () -> engine.io().writePage(page, new byte[10], null));
    assertThat(engine.io().readPage(page).bytes()).isEqualTo(read);
  }

  @Test
  void aLeaseHoldsItsVersionAndBlocksNoWriter() {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    Lease lease = engine.bufferPool().pinPage(page);
    assertThat(lease.hit()).isTrue();
    byte[] version = engine.bufferPool().getLease(lease.id()).bytes();
    long newer = engine.pages().insertRecord(page, new byte[] {2}, null).lsn();
    assertThat(newer).isGreaterThan(lease.lsn());
    assertThat(engine.bufferPool().getLease(lease.id()).bytes()).isEqualTo(version);
    engine.bufferPool().flushPage(page);
    byte[] image = engine.io().readPage(page).bytes();
    assertRefused(ErrorCode.PAGE_PINNED, () -> engine.io().writePage(page, image, null));
    assertRefused(ErrorCode.PAGE_PINNED, () -> engine.pages().deletePage(page, null));
    engine.bufferPool().unpinPage(lease.id(), false);
    assertRefused(ErrorCode.STALE_LEASE, () -> engine.bufferPool().getLease(lease.id()));
    engine.io().writePage(page, image, null);
  }

  @Test
  void aPinnedPageStaysInItsFrameWhateverElseIsRead() {
    Lease lease = engine.bufferPool().newPage();
    for (int i = 0; i < 3 * FRAMES; i++) {
      engine.pages().createPage();
    }
    assertThat(engine.pages().getPage(lease.pageId()).cached()).isEqualTo(CacheState.CLEAN);
    assertThat(engine.bufferPool().getBufferPool().pinnedFrames()).isEqualTo(1);
    engine.bufferPool().unpinPage(lease.id(), true);
    assertThat(engine.pages().getPage(lease.pageId()).cached()).isEqualTo(CacheState.DIRTY);
  }

  @Test
  void leasesAreLimitedToAShareOfTheFrames() {
    Lease first = engine.bufferPool().newPage();
    engine.bufferPool().pinPage(first.pageId());
    engine.bufferPool().newPage();
    assertThat(engine.bufferPool().getBufferPool().maxLeases()).isEqualTo(3);
    long pagesBefore = engine.io().countPages().allocated();
    assertRefused(ErrorCode.TOO_MANY_LEASES, () -> engine.bufferPool().pinPage(first.pageId()));
    assertRefused(ErrorCode.TOO_MANY_LEASES, () -> engine.bufferPool().newPage());
    assertThat(engine.io().countPages().allocated()).isEqualTo(pagesBefore);
    engine.bufferPool().unpinPage(first.id(), false);
    engine.bufferPool().pinPage(first.pageId());
  }

  @Test
  void asManyClientsAsThereAreLeasesAreNeverRefused() throws Exception {
    long page = engine.pages().createPage().pageId();
    int clients = engine.bufferPool().getBufferPool().maxLeases();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        running.add(threads.submit(() -> pinAndUnpin(page, 20_000)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
    assertThat(engine.bufferPool().getBufferPool().pinnedFrames()).isZero();
  }

  private void pinAndUnpin(long page, int times) {
    for (int i = 0; i < times; i++) {
      engine.bufferPool().unpinPage(engine.bufferPool().pinPage(page).id(), false);
    }
  }

  @Test
  void aLeaseExpiresUnlessItIsRenewed() {
    EngineConfig base = SmallEngine.config(directory.resolve("short"), FRAMES);
    EngineConfig config =
        new EngineConfig(
            base.dataDirectory(),
            4096,
            FRAMES,
            2,
            true,
            Duration.ZERO,
            Duration.ofMillis(300),
            SmallEngine.LOG,
            false);
    try (StorageEngine shortLived = StorageEngine.open(config, EventSink.NONE)) {
      Lease lease = shortLived.bufferPool().newPage();
      for (int i = 0; i < 4; i++) {
        LockSupport.parkNanos(100_000_000L);
        shortLived.bufferPool().renewLease(lease.id());
      }
      long start = System.nanoTime();
      while (shortLived.bufferPool().getBufferPool().leases() > 0) {
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        LockSupport.parkNanos(10_000_000L);
      }
      assertRefused(ErrorCode.STALE_LEASE, () -> shortLived.bufferPool().renewLease(lease.id()));
      assertThat(shortLived.pages().getPage(lease.pageId()).cached()).isEqualTo(CacheState.CLEAN);
      assertThat(shortLived.bufferPool().getBufferPool().pinnedFrames()).isZero();
    }
  }

  @Test
  void framesTellWhatTheyHold() {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    FrameListing frames = engine.bufferPool().listFrames(-1, 10);
    assertThat(frames.items()).hasSize(1);
    FrameInfo frame = frames.items().getFirst();
    assertThat(frame.pageId()).isEqualTo(page);
    assertThat(frame.dirty()).isTrue();
    assertThat(frame.kthAccess()).isPositive().isLessThan(frame.lastAccess());
    assertThat(frames.nextAfter()).isEqualTo(-1);
    assertThat(engine.bufferPool().listFrames(Integer.MAX_VALUE, 10).items()).isEmpty();
  }
}
