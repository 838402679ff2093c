package dev.vitrine.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.file.LocalFileStore;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.EvictionReason;
import dev.vitrine.event.HotCounters;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is read without a latch and found valid is one version of one page. Every word of a page's
 * body holds the page's id and the number of its version, so a mix shows itself.
 */
class OptimisticReadsTest {

  private static final int PAGE = 4096;
  private static final int FRAMES = 8;
  private static final int PAGES = 12;
  private static final int CHANGES = 20_000;
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  @TempDir Path directory;

  private final HotCounters counters = new HotCounters();
  private final List<StorageEvent> told = new ArrayList<>();
  private final long[] pageIds = new long[PAGES];
  private final AtomicBoolean over = new AtomicBoolean();
  private final LongAdder valid = new LongAdder();
  private final LongAdder invalid = new LongAdder();
  private volatile boolean watched;
  private LocalFileStore files;
  private DiskManager disk;
  private BufferPool pool;
  private OptimisticReads reads;

  @BeforeEach
  void open() throws IOException {
    EventSink sink =
        new EventSink() {
          @Override
          public boolean wants(HotVariant variant) {
            return watched;
          }

          @Override
          public void emit(StorageEvent event) {
            if (watched) {
              told.add(event);
            }
          }
        };
    files = LocalFileStore.open(directory, false);
    disk = DiskManager.create(files, PAGE, sink, counters, new ReadOnlySwitch());
    NumberedChanges log = new NumberedChanges();
    pool = new BufferPool(disk, log, sink, counters, FRAMES, 2);
    reads = pool.optimistic();
    PageAllocator allocator = new PageAllocator(pool, disk, log);
    for (int i = 0; i < PAGES; i++) {
      byte[] image = allocator.create(PageType.RAW, 0);
      pageIds[i] = PageHeader.pageId(MemorySegment.ofArray(image));
      write(pageIds[i], 0);
    }
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
    pool.close();
    files.close();
  }

  private void write(long pageId, int version) {
    try (PageChange change = pool.change()) {
      MemorySegment page = change.page(pageId);
      for (int at = PageLayout.HEADER_BYTES; at + 8 <= PAGE; at += 8) {
        page.set(WORD, at, pageId << 32 | version);
      }
      change.commit();
    }
  }

  private long begin(long pageId) {
    pool.read(pageId).close();
    long stamp = reads.begin(pageId);
    assertThat(stamp).isNotEqualTo(OptimisticReads.NONE);
    return stamp;
  }

  @Test
  void aReadAcrossAChangeIsNotValid() {
    long stamp = begin(pageIds[0]);
    write(pageIds[0], 1);
    assertThat(reads.end(pageIds[0], stamp)).isFalse();
  }

  @Test
  void aReadDuringAChangeIsNotBegun() {
    pool.read(pageIds[0]).close();
    try (PageChange change = pool.change()) {
      change.page(pageIds[0]);
      assertThat(reads.begin(pageIds[0])).isEqualTo(OptimisticReads.NONE);
    }
  }

  @Test
  void aReadAcrossAChangeThatWasUndoneIsNotValid() {
    long stamp = begin(pageIds[0]);
    try (PageChange change = pool.change()) {
      change.page(pageIds[0]).fill((byte) 0);
      assertThat(reads.end(pageIds[0], stamp)).isFalse();
    }
    assertThat(reads.end(pageIds[0], stamp)).isFalse();
  }

  @Test
  void aReadAcrossAnEvictionIsNotValidEvenWhenThePageIsBack() {
    long stamp = begin(pageIds[0]);
    pool.drop(pageIds[0], EvictionReason.DISK_WRITE);
    assertThat(reads.end(pageIds[0], stamp)).isFalse();
    pool.read(pageIds[0]).close();
    assertThat(reads.end(pageIds[0], stamp)).isFalse();
  }

  @Test
  void otherReadersDoNotDisturbAReadAndItCountsAsAHit() {
    long stamp = begin(pageIds[0]);
    long hits = counters.total(HotVariant.PAGE_HIT);
    try (ReadGuard guard = pool.peek(pageIds[0])) {
      assertThat(guard).isNotNull();
      assertThat(reads.end(pageIds[0], stamp)).isTrue();
    }
    assertThat(reads.end(pageIds[0], stamp)).isTrue();
    assertThat(counters.total(HotVariant.PAGE_HIT)).isEqualTo(hits + 2);
  }

  @Test
  void hitsThatAreToldAreHadUnderTheLatch() {
    pool.read(pageIds[0]).close();
    watched = true;
    assertThat(reads.begin(pageIds[0])).isEqualTo(OptimisticReads.NONE);
    assertThat(pool.view(pageIds[0], PageHeader::pageId)).isEqualTo(pageIds[0]);
    assertThat(told).hasSize(1);
  }

  @Test
  void aViewLooksAgainWhenThePageChangedUnderIt() {
    pool.read(pageIds[0]).close();
    int[] looks = {0};
    long seen =
        pool.view(
            pageIds[0],
            page -> {
              if (looks[0]++ == 0) {
                write(pageIds[0], 7);
                throw new IllegalStateException("what a mix of versions could lead to");
              }
              return page.get(WORD, PageLayout.HEADER_BYTES);
            });
    assertThat(seen).isEqualTo(pageIds[0] << 32 | 7);
    assertThat(looks[0]).isEqualTo(2);
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void aValidReadIsNeverAMixWhileWritersAndEvictionsRace() throws Exception {
    long seed = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> writers = new ArrayList<>();
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int number = i;
        writers.add(threads.submit(() -> writePages(new SplittableRandom(seed + number), number)));
        readers.add(threads.submit(() -> readPages(new SplittableRandom(~seed + number), seed)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      over.set(true);
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
    assertThat(valid.sum()).as("seed %d: valid reads", seed).isPositive();
    assertThat(invalid.sum()).as("seed %d: reads that met a race", seed).isPositive();
    assertThat(counters.total(HotVariant.PAGE_EVICTED)).as("seed %d", seed).isPositive();
  }

  /** Each writer has pages of its own; there are more pages than frames. */
  private void writePages(SplittableRandom random, int number) {
    for (int version = 1; version <= CHANGES; version++) {
      write(pageIds[2 * random.nextInt(PAGES / 2) + number], version);
    }
  }

  private void readPages(SplittableRandom random, long seed) {
    while (!over.get()) {
      long pageId = pageIds[random.nextInt(PAGES)];
      if (random.nextInt(4) == 0) {
        assertThat(reads.getLong(pageId, PageLayout.HEADER_BYTES) >>> 32)
            .as("seed %d: eight bytes of another page", seed)
            .isEqualTo(pageId);
      }
      long stamp = reads.begin(pageId);
      if (stamp == OptimisticReads.NONE) {
        continue;
      }
      long page = reads.offset(stamp);
      long first = reads.memory().get(WORD, page + PageLayout.HEADER_BYTES);
      long mixed = 0;
      for (int at = PageLayout.HEADER_BYTES; at + 8 <= PAGE; at += 8) {
        mixed |= reads.memory().get(WORD, page + at) ^ first;
      }
      if (reads.end(pageId, stamp)) {
        valid.increment();
        assertThat(mixed).as("seed %d, page %d: mixed versions", seed, pageId).isZero();
        assertThat(first >>> 32).as("seed %d: another page", seed).isEqualTo(pageId);
      } else {
        invalid.increment();
      }
    }
  }
}
