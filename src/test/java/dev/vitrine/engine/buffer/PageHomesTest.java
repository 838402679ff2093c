package dev.vitrine.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.file.LocalFileStore;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import dev.vitrine.event.HotVariant;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages are put at home where that is free, and eight bytes of them are read wherever they are. */
class PageHomesTest {

  private static final int PAGE = 4096;
  private static final int FRAMES = 12;
  private static final int PAGES = 30;
  private static final int AT = 128;

  @TempDir Path directory;

  private final HotCounters counters = new HotCounters();
  private final long[] pageIds = new long[PAGES];
  private LocalFileStore files;
  private DiskManager disk;
  private BufferPool pool;
  private OptimisticReads reads;

  @BeforeEach
  void open() throws IOException {
    files = LocalFileStore.open(directory, false);
    disk = DiskManager.create(files, PAGE, EventSink.NONE, counters, new ReadOnlySwitch());
    NumberedChanges log = new NumberedChanges();
    pool = new BufferPool(disk, log, EventSink.NONE, counters, FRAMES, 2);
    reads = pool.optimistic();
    PageAllocator allocator = new PageAllocator(pool, disk, log);
    for (int i = 0; i < PAGES; i++) {
      pageIds[i] = PageHeader.pageId(MemorySegment.ofArray(allocator.create(PageType.RAW, 0)));
    }
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
    pool.close();
    files.close();
  }

  private void write(long pageId, long value) {
    try (PageChange change = pool.change()) {
      change.page(pageId).set(ValueLayout.JAVA_LONG, AT, value);
      change.commit();
    }
  }

  private int frame(long pageId) {
    long stamp = reads.begin(pageId);
    return stamp == OptimisticReads.NONE ? -1 : PageTable.frame(stamp);
  }

  @Test
  void homesAreFramesAndTheFirstPagesOfAFileHaveOneEach() {
    for (int frames : new int[] {1, 2, 3, 8, 12, 100, 4096, 100_000}) {
      int mask = FrameSlab.homeMask(frames);
      Set<Integer> homes = new HashSet<>();
      for (long pageId = 0; pageId < frames; pageId++) {
        homes.add(FrameSlab.home(pageId, mask, frames));
      }
      assertThat(homes).as("%d frames", frames).hasSize(frames);
      for (long pageId : new long[] {frames, 2L * frames + 1, Long.MAX_VALUE, 1L << 31, -1}) {
        assertThat(FrameSlab.home(pageId, mask, frames)).isBetween(0, frames - 1);
      }
    }
  }

  @Test
  void pagesThatFitAreAtHomeInWhateverOrderTheyCome() {
    for (int i = FRAMES - 3; i >= 0; i--) {
      pool.read(pageIds[i]).close();
    }
    for (int i = 0; i < FRAMES - 2; i++) {
      assertThat(frame(pageIds[i])).isEqualTo(pool.slab().home(pageIds[i]));
    }
  }

  @Test
  void eightBytesAreTheSameAtHomeAwayFromItAndNotInMemory() {
    for (int i = 0; i < PAGES; i++) {
      write(pageIds[i], 1000 + i);
    }
    boolean sawHome = false;
    boolean sawAway = false;
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < PAGES; i++) {
        assertThat(reads.getLong(pageIds[i], AT)).isEqualTo(1000 + i);
        boolean home = frame(pageIds[i]) == pool.slab().home(pageIds[i]);
        sawHome |= home;
        sawAway |= !home;
        // Now it is in memory: a hit.
        long hits = counters.total(HotVariant.PAGE_HIT);
        assertThat(reads.getLong(pageIds[i], AT)).isEqualTo(1000 + i);
        assertThat(counters.total(HotVariant.PAGE_HIT)).isEqualTo(hits + 1);
      }
    }
    assertThat(sawHome).isTrue();
    assertThat(sawAway).isTrue();
  }

  @Test
  void aChangeIsSeenByTheNextRead() {
    for (long value = 1; value < 50; value++) {
      write(pageIds[0], value);
      assertThat(reads.getLong(pageIds[0], AT)).isEqualTo(value);
    }
  }

  @Test
  void aSharerDoesNotDisturb() {
    write(pageIds[0], 7);
    try (ReadGuard guard = pool.read(pageIds[0])) {
      assertThat(guard.hit()).isTrue();
      assertThat(reads.getLong(pageIds[0], AT)).isEqualTo(7);
    }
  }

  @Test
  void nothingOutsideOfThePageIsRead() {
    for (long at : new long[] {-8, 4, 4092, 4096, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> reads.getLong(pageIds[0], at))
          .as("at %d", at)
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(reads.getLong(pageIds[0], PAGE - 8)).isZero();
  }

  @Test
  void aPageThatDoesNotExistIsNotFound() {
    assertThatThrownBy(() -> reads.getLong(1_000, AT)).isInstanceOf(EngineException.class);
  }
}
