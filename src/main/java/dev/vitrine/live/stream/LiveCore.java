package dev.vitrine.live.stream;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The streams of all families, and the sink that feeds them. Made before the engine, which needs
 * the sink; started with the engine, which the streams need; closed before it.
 *
 * <p>One daemon thread, {@code vitrine-live}, does all that time brings. Nothing that a client does
 * runs on it.
 */
public final class LiveCore implements EventSink, AutoCloseable {

  /** Pause between two rounds while somebody watches: what an entry waits at most. */
  static final long WATCHED_PAUSE_NANOS = 10_000_000;

  /** Pause between two rounds while nobody watches. */
  static final long UNWATCHED_PAUSE_NANOS = 100_000_000;

  /** Clients that are woken in one go: more are spread, so that their frames are no burst. */
  static final int WOKEN_AT_ONCE_MAX = 512;

  /** Pause between two such groups. */
  static final long GROUP_PAUSE_NANOS = 2_000_000;

  private static final int EPOCH_BYTES = 9;
  private static final long CLOSE_MILLIS_MAX = 5_000;
  private static final System.Logger LOG = System.getLogger(LiveCore.class.getName());

  private final String epoch = newEpoch();
  private final HotGate gate = new HotGate();
  private final Map<EventFamily, EventStream> streams = new EnumMap<>(EventFamily.class);
  private final Thread thread;

  private volatile @Nullable EngineSource source;
  private volatile boolean closed;

  public LiveCore(FrameEncoder encoder, StreamLimits limits, StreamClock clock) {
    for (StreamKind kind : StreamKind.values()) {
      streams.put(kind.family(), new EventStream(kind, epoch, limits, clock, encoder, gate));
    }
    thread = Thread.ofPlatform().name("vitrine-live").daemon().unstarted(this::run);
  }

  private static String newEpoch() {
    byte[] random = new byte[EPOCH_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  @Override
  public boolean wants(HotVariant variant) {
    return gate.isOpen(variant);
  }

  @Override
  public void emit(StorageEvent event) {
    if (!closed) {
      stream(event.family()).emit(event, HotVariants.of(event));
    }
  }

  /** Begins to serve: once, when the engine is open. */
  public void start(EngineSource engine) {
    connect(engine);
    thread.start();
  }

  /** Gives the streams their engine without a thread; whoever does this calls {@link #tick}. */
  void connect(EngineSource engine) {
    source = engine;
  }

  private void run() {
    while (!closed) {
      long begun = System.nanoTime();
      advance();
      wakeClients(GROUP_PAUSE_NANOS);
      boolean watched = streams.values().stream().anyMatch(EventStream::isWatched);
      long pause = watched ? WATCHED_PAUSE_NANOS : UNWATCHED_PAUSE_NANOS;
      LockSupport.parkNanos(this, Math.max(GROUP_PAUSE_NANOS, begun + pause - System.nanoTime()));
    }
  }

  /** One round over all streams at once, for whoever has no thread. */
  void tick() {
    advance();
    wakeClients(0);
  }

  /** Wakes whoever has something to read; the streams go on between two groups. */
  private void wakeClients(long groupPauseNanos) {
    long advanced = System.nanoTime();
    int woken = 0;
    for (EventStream stream : streams.values()) {
      for (LogReader client : stream.clientsToLookAt()) {
        if (client.wakeIfDue(stream.clock().nanoTime()) && ++woken % WOKEN_AT_ONCE_MAX == 0) {
          LockSupport.parkNanos(this, groupPauseNanos);
          if (groupPauseNanos > 0 && System.nanoTime() - advanced >= WATCHED_PAUSE_NANOS) {
            advance();
            advanced = System.nanoTime();
          }
        }
      }
    }
  }

  /** What goes wrong in one stream does not stop the others. */
  private void advance() {
    EngineSource engine = source();
    for (EventStream stream : streams.values()) {
      try {
        stream.advance(engine);
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, "a round of a stream failed", e);
      }
    }
  }

  /** Refuses with {@link InvalidSubscriptionException} what the stream can't do. */
  public void check(EventFamily family, SubscribeRequest request) {
    stream(family).check(request);
  }

  /**
   * A client joins. {@code onReady} is called, from any thread, whenever there may be something to
   * poll; it must neither block, nor throw, nor poll by itself.
   */
  public LogReader subscribe(EventFamily family, SubscribeRequest request, Runnable onReady) {
    LogReader client = stream(family).join(request, source(), onReady);
    LockSupport.unpark(thread);
    return client;
  }

  /** Watches snapshots alone; hot events do not become entries for it. */
  public ClientStream<StreamItem.Snapshot> watchSnapshots(
      EventFamily family, int intervalMs, Runnable onReady) {
    ClientStream<StreamItem.Snapshot> watch =
        stream(family).watchSnapshots(intervalMs, source(), onReady);
    LockSupport.unpark(thread);
    return watch;
  }

  /** The newest place in the stream. */
  public Cursor cursor(EventFamily family) {
    return stream(family).cursor();
  }

  /** How many clients the stream has. */
  public int clientCount(EventFamily family) {
    return stream(family).clientCount();
  }

  /** The stream in numbers. */
  public StreamTotals totals(EventFamily family) {
    return stream(family).totals(source);
  }

  EventStream stream(EventFamily family) {
    EventStream stream = streams.get(family);
    if (stream == null) {
      throw new IllegalStateException("no stream for " + family);
    }
    return stream;
  }

  private EngineSource source() {
    EngineSource engine = source;
    if (engine == null) {
      throw new IllegalStateException("the streams were not started");
    }
    return engine;
  }

  /** Ends all streams and lets go of the engine. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    streams.values().forEach(EventStream::end);
    LockSupport.unpark(thread);
    if (thread.isAlive()) {
      joinThread();
    }
  }

  private void joinThread() {
    try {
      thread.join(CLOSE_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
