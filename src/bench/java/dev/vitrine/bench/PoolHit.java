package dev.vitrine.bench;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.OptimisticReads;
import dev.vitrine.engine.buffer.ReadGuard;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Eight bytes of a page that is in memory, by its number, in five ways. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolHit {

  /** 256 MiB of pages. */
  static final int PAGES = 1 << 16;

  private static final int KEYS = 1 << 20;

  /** Where in a page the bytes are: another cache line in each of 32 neighbours. */
  static long offset(long page) {
    return 64 + (page & 31) * 64;
  }

  /** The numbers of one thread's pages, and the place it has come to. */
  @State(Scope.Thread)
  public static class Numbers {
    @Param({"uniform", "zipf"})
    public String keys = "";

    int[] sequence = {};
    int next;

    @Setup
    public void make() {
      sequence = Keys.of(keys, KEYS, PAGES, 42 + Thread.currentThread().threadId());
    }

    int number() {
      next = (next + 1) & (KEYS - 1);
      return sequence[next];
    }
  }

  /** The same as ids of pages. */
  @State(Scope.Thread)
  public static class PageIds {
    int[] sequence = {};
    int next;

    @Setup
    public void make(Numbers numbers, Pool pool) {
      sequence = Arrays.stream(numbers.sequence).map(i -> (int) pool.pageIds[i]).toArray();
    }

    long pageId() {
      next = (next + 1) & (KEYS - 1);
      return sequence[next];
    }
  }

  /** The same as objects, one for each number. */
  @State(Scope.Thread)
  public static class Boxes {
    Long[] sequence = {};
    int next;

    @Setup
    public void make(Numbers numbers, Maps maps) {
      sequence = Arrays.stream(numbers.sequence).mapToObj(i -> maps.boxed[i]).toArray(Long[]::new);
    }

    Long box() {
      next = (next + 1) & (KEYS - 1);
      return sequence[next];
    }
  }

  /** A pool that holds every page. */
  @State(Scope.Benchmark)
  public static class Pool {
    BufferPool pool;
    OptimisticReads reads;
    MemorySegment slab;
    long[] pageIds = {};

    public Pool() {
      try {
        Stage stage =
            new Stage(new MemoryFileStore(Stage.bytesFor(PAGES)), EventSink.NONE, PAGES, PAGES);
        pool = stage.pool;
        reads = pool.optimistic();
        slab = reads.memory();
        pageIds = stage.pageIds;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Caches of objects: a key and eight bytes each. */
  @State(Scope.Benchmark)
  public static class Maps {
    final Long[] boxed = new Long[PAGES];
    final Cache<Long, Long> caffeine = Caffeine.newBuilder().maximumSize(PAGES).build();
    final ConcurrentHashMap<Long, Long> map = new ConcurrentHashMap<>();

    @Setup
    public void fill() {
      for (int i = 0; i < PAGES; i++) {
        boxed[i] = (long) i;
        Long value = 1_000_000L + i;
        caffeine.put(boxed[i], value);
        map.put(boxed[i], value);
      }
    }
  }

  /** From the pool's own slab, where the page is known to be. */
  @Benchmark
  public long slab(Pool pool, Numbers numbers) {
    int key = numbers.number();
    return pool.slab.get(ValueLayout.JAVA_LONG, (long) key * Stage.PAGE_BYTES + offset(key));
  }

  /** Without a latch, validated: see {@link OptimisticReads}. */
  @Benchmark
  public long hit(Pool pool, PageIds pageIds) {
    long pageId = pageIds.pageId();
    return pool.reads.getLong(pageId, offset(pageId));
  }

  @Benchmark
  public long guard(Pool pool, PageIds pageIds) {
    long pageId = pageIds.pageId();
    try (ReadGuard page = pool.pool.read(pageId)) {
      return page.memory().get(ValueLayout.JAVA_LONG, offset(pageId));
    }
  }

  @Benchmark
  public long caffeine(Maps maps, Boxes boxes) {
    return requireNonNull(maps.caffeine.getIfPresent(boxes.box()));
  }

  @Benchmark
  public long map(Maps maps, Boxes boxes) {
    return requireNonNull(maps.map.get(boxes.box()));
  }
}
