package dev.vitrine.bench;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.ReadGuard;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.EventJson;
import dev.vitrine.live.stream.ClientStream;
import dev.vitrine.live.stream.EngineSource;
import dev.vitrine.live.stream.LagPolicy;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.StreamClock;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.StreamLimits;
import dev.vitrine.live.stream.SubscribeRequest;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A hit of a pool whose sink is the running core of the streams, with so many clients of the pool's
 * stream that take everything they are sent. In a fork whose {@link SilentMeter} is in front of the
 * pool's own, the same without emission.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class WatchedHit {

  /** 16 MiB, the service's default. */
  private static final int PAGES = 1 << 12;

  private static final int KEYS = 1 << 20;

  @Param({"0", "1", "100"})
  public int watchers;

  /** Whether {@link SilentMeter} is in front, which is looked after. */
  @Param("false")
  public boolean silent;

  private final LiveCore core =
      new LiveCore(new EventJson(EventJson.LOCAL_SOURCE), StreamLimits.DEFAULT, StreamClock.SYSTEM);
  private final Stage stage;
  private final BufferPool pool;
  private final List<ClientStream<StreamItem>> clients = new ArrayList<>();
  private final Semaphore ready = new Semaphore(0);
  private final AtomicLong taken = new AtomicLong();
  private volatile boolean over;

  public WatchedHit() {
    try {
      stage = new Stage(new MemoryFileStore(Stage.bytesFor(PAGES)), core, PAGES, PAGES);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    pool = stage.pool;
  }

  /** What the streams ask of the engine. */
  private record Engine(Stage stage) implements EngineSource {
    @Override
    public long total(HotVariant variant) {
      return stage.counters.total(variant);
    }

    @Override
    public Optional<Supplier<StorageEvent>> openSampler(EventFamily family) {
      return Optional.empty();
    }
  }

  @Setup
  public void open() {
    core.start(new Engine(stage));
    SubscribeRequest everything =
        new SubscribeRequest(1_000, Set.of(), null, null, null, LagPolicy.DROP_OLDEST);
    for (int i = 0; i < watchers; i++) {
      clients.add(core.subscribe(EventFamily.BUFFER_POOL, everything, ready::release));
    }
    if (watchers > 0) {
      Thread.ofPlatform().daemon().name("watchers").start(this::poll);
    }
  }

  private void poll() {
    while (!over) {
      ready.acquireUninterruptibly();
      ready.drainPermits();
      for (ClientStream<StreamItem> client : clients) {
        while (client.poll() != null) {
          taken.incrementAndGet();
        }
      }
    }
  }

  @TearDown
  public void close() {
    over = true;
    clients.forEach(ClientStream::close);
    core.close();
    if (silent != (stage.counters.total(HotVariant.PAGE_MISS) == 0)) {
      throw new IllegalStateException("silent is " + silent + ", misses were counted otherwise");
    }
    if (watchers > 0 && taken.get() == 0) {
      throw new IllegalStateException("nobody was told anything");
    }
  }

  /** Pages in random order. */
  @State(Scope.Thread)
  public static class PageIds {
    int[] sequence = {};
    int next;

    @Setup
    public void make(WatchedHit of) {
      sequence = Keys.of("uniform", KEYS, PAGES, 42 + Thread.currentThread().threadId());
      for (int i = 0; i < sequence.length; i++) {
        sequence[i] = (int) of.stage.pageIds[sequence[i]];
      }
    }

    long pageId() {
      next = (next + 1) & (KEYS - 1);
      return sequence[next];
    }
  }

  @Benchmark
  public long hit(PageIds pageIds) {
    long pageId = pageIds.pageId();
    return pool.optimistic().getLong(pageId, PoolHit.offset(pageId));
  }

  @Benchmark
  public long guard(PageIds pageIds) {
    long pageId = pageIds.pageId();
    try (ReadGuard page = pool.read(pageId)) {
      return page.memory().get(ValueLayout.JAVA_LONG, PoolHit.offset(pageId));
    }
  }
}
