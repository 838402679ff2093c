package dev.vitrine.live.stream;

import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.StreamItem.ControlItem;
import dev.vitrine.live.stream.StreamItem.EventEntry;
import dev.vitrine.live.stream.StreamItem.SampledEntry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one family: a queue from the engine, a log, and the clients that read it.
 *
 * <p><b>Thread.</b> {@link #emit} from any engine thread; {@link #advance} from one; joining and
 * leaving from any. Lock order: {@code watching}, nothing inside it.
 */
final class EventStream {

  private static final System.Logger LOG = System.getLogger(EventStream.class.getName());

  /** How long hot events go on being entries after the last client left. */
  static final long UNWATCHED_NANOS_MAX = 60_000_000_000L;

  static final long TALLY_NANOS = 1_000_000_000L;

  private final StreamKind kind;
  private final String epoch;
  private final StreamLimits limits;
  private final StreamClock clock;
  private final FrameEncoder encoder;
  private final EventLog log;
  private final HotBudget budget;
  private final HotLedger ledger = new HotLedger();
  private final SnapshotFeeds feeds;
  private final MessagePassingQueue<StorageEvent> queuedEvents;
  private final AtomicLong overflowed = new AtomicLong();
  private final LongAdder hotEntries = new LongAdder();
  private final LongAdder snapshotsSent = new LongAdder();
  private final Map<GapCause, LongAdder> gapsTold = byCause();
  private final Map<GapCause, LongAdder> dropped = byCause();
  private final NextLook nextLook;
  private final Set<LogReader> clients = ConcurrentHashMap.newKeySet();

  private long unencoded;
  private @Nullable Throwable lastEncodingFailure;

  private final Object watching = new Object();
  private long unwatchedSinceNanos;
  private volatile long tallyDueNanos;
  private volatile boolean ended;

  EventStream(
      StreamKind kind,
      String epoch,
      StreamLimits limits,
      StreamClock clock,
      FrameEncoder encoder,
      HotGate gate) {
    this.kind = kind;
    this.epoch = epoch;
    this.limits = limits;
    this.clock = clock;
    this.encoder = encoder;
    this.log = new EventLog(limits.retainedEntriesMax(), limits.retainedBytesMax());
    this.budget = new HotBudget(gate, kind.hotVariants(), limits.hotEntriesPerSecond());
    this.feeds = new SnapshotFeeds(kind.family(), encoder);
    this.nextLook = new NextLook(clock.nanoTime());
    this.queuedEvents = new MpscAtomicArrayQueue<>(limits.queuedEventsMax());
  }

  private static Map<GapCause, LongAdder> byCause() {
    Map<GapCause, LongAdder> counters = new EnumMap<>(GapCause.class);
    for (GapCause cause : GapCause.values()) {
      counters.put(cause, new LongAdder());
    }
    return counters;
  }

  /** Takes an event from the engine. A hot one that is not admitted is in the engine's counters. */
  void emit(StorageEvent event, @Nullable HotVariant hot) {
    if (hot != null) {
      if (budget.admit(hot)) {
        queuedEvents.offer(event);
      }
    } else if (!queuedEvents.offer(event)) {
      overflowed.incrementAndGet();
    }
  }

  /** Everything that time brings, but the waking of the clients: entries, tallies, snapshots. */
  void advance(EngineSource source) {
    long now = clock.nanoTime();
    takeQueued();
    keepGate(now);
    if (budget.isOpen() && now - tallyDueNanos >= 0) {
      tallyDueNanos = now + TALLY_NANOS;
      tally(source);
    }
    feeds.tick(now);
    reportUnencoded();
  }

  /** Whoever may have to be woken now; goes on while clients join and leave. */
  Iterable<LogReader> clientsToLookAt() {
    return nextLook.begin(log.newest().position(), clock.nanoTime()) ? clients : List.of();
  }

  NextLook nextLook() {
    return nextLook;
  }

  /** Events that did not fit came after those that were queued when the loss was noticed. */
  private void takeQueued() {
    long lost = overflowed.get();
    queuedEvents.drain(this::enter, queuedEvents.size());
    if (lost > 0) {
      log.appendLoss(lost);
      overflowed.addAndGet(-lost);
    }
  }

  private void enter(StorageEvent event) {
    boolean entered =
        append(sequence -> new EventEntry(sequence, event, encoder.event(event, sequence)));
    HotVariant hot = HotVariants.of(event);
    if (entered && hot != null) {
      ledger.entered(hot);
      hotEntries.increment();
    }
  }

  /** An item that can't be encoded leaves its number as a loss, which every client is told. */
  private boolean append(LongFunction<StreamItem> numbered) {
    try {
      log.append(numbered);
      return true;
    } catch (RuntimeException | Error e) {
      log.appendLoss(1);
      unencoded++;
      lastEncodingFailure = e;
      return false;
    }
  }

  /** Once a round, since what can't be encoded may come as often as any event. */
  private void reportUnencoded() {
    if (unencoded > 0) {
      String lost = unencoded + " items of the stream " + kind.streamName() + " are lost";
      unencoded = 0;
      LOG.log(System.Logger.Level.ERROR, lost + ": they can't be encoded", lastEncodingFailure);
    }
  }

  private void tally(EngineSource source) {
    for (HotVariant hot : kind.hotVariants()) {
      Sampled due = ledger.settle(hot, source.total(hot), clock.epochMicros());
      if (due != null) {
        append(sequence ->
            new SampledEntry(sequence, due, encoder.sampled(kind.family(), due, sequence)));
      }
    }
  }

  private void keepGate(long now) {
    synchronized (watching) {
      if (clients.isEmpty()
          && budget.isOpen()
          && now - unwatchedSinceNanos >= UNWATCHED_NANOS_MAX) {
        budget.close();
      }
      budget.deal(now);
    }
  }

  /** Refuses what this stream can't do. */
  void check(SubscribeRequest request) {
    ResumePoint.check(epoch, log, request);
  }

  /** Lets a client in: from now on hot events are entries, and no entry escapes its cursor. */
  LogReader join(SubscribeRequest request, EngineSource source, Runnable onReady) {
    check(request);
    LogReader client = new LogReader(this, request, onReady);
    try {
      admit(client);
      begin(client, source);
    } catch (RuntimeException | Error e) {
      leave(client);
      throw e;
    }
    if (ended) {
      client.end(Control.StreamClosing.SHUTDOWN);
    }
    return client;
  }

  private void admit(LogReader client) {
    synchronized (watching) {
      clients.add(client);
      if (!ended && !budget.isOpen() && !kind.hotVariants().isEmpty()) {
        tallyDueNanos = clock.nanoTime();
        budget.open(clock.nanoTime());
      }
    }
  }

  private void begin(LogReader client, EngineSource source) {
    SubscribeRequest request = client.request();
    String snapshots = kind.snapshotVariant();
    boolean hasSnapshots =
        snapshots != null
            && client.wantsSnapshots(snapshots)
            && feeds.attach(request.intervalMs(), client, source, clock.nanoTime());
    client.begin(ResumePoint.of(kind, epoch, log, request), hasSnapshots);
  }

  /** Lets in someone who watches snapshots alone. */
  ClientStream<StreamItem.Snapshot> watchSnapshots(
      int intervalMs, EngineSource source, Runnable onReady) {
    SnapshotWatch watch = new SnapshotWatch(this, intervalMs, onReady);
    feeds.attach(intervalMs, watch, source, clock.nanoTime());
    return watch;
  }

  void leave(LogReader client) {
    synchronized (watching) {
      if (clients.remove(client) && clients.isEmpty()) {
        unwatchedSinceNanos = clock.nanoTime();
      }
    }
    feeds.detach(client.request().intervalMs(), client);
  }

  /** The stream ends: every client hears it, those that still come as well. */
  void end() {
    synchronized (watching) {
      ended = true;
      budget.close();
    }
    clients.forEach(client -> client.end(Control.StreamClosing.SHUTDOWN));
    feeds.end();
  }

  boolean ended() {
    return ended;
  }

  Cursor cursor() {
    return new Cursor(epoch, log.newest().lastSequence());
  }

  StreamItem control(Control word) {
    long now = clock.epochMicros();
    return new ControlItem(word, now, encoder.control(word, now));
  }

  /** A client was told that it lost something. */
  void gapTold(GapCause cause) {
    Objects.requireNonNull(gapsTold.get(cause)).increment();
  }

  /** A client lost numbers. */
  void dropped(GapCause cause, long count) {
    Objects.requireNonNull(dropped.get(cause)).add(count);
  }

  /** A client was handed a snapshot. */
  void snapshotSent() {
    snapshotsSent.increment();
  }

  StreamTotals totals(@Nullable EngineSource source) {
    long delivered = hotEntries.sum();
    long seen = source == null ? 0 : kind.hotVariants().stream().mapToLong(source::total).sum();
    return new StreamTotals(
        clients.size(),
        cursor().sequence(),
        seen,
        delivered,
        snapshotsSent.sum(),
        sums(gapsTold),
        sums(dropped));
  }

  private static Map<GapCause, Long> sums(Map<GapCause, LongAdder> counters) {
    Map<GapCause, Long> sums = new EnumMap<>(GapCause.class);
    counters.forEach((cause, counter) -> sums.put(cause, counter.sum()));
    return sums;
  }

  boolean isWatched() {
    return !clients.isEmpty() || feeds.size() > 0;
  }

  int clientCount() {
    return clients.size();
  }

  SnapshotFeeds feeds() {
    return feeds;
  }

  String epoch() {
    return epoch;
  }

  EventLog log() {
    return log;
  }

  StreamLimits limits() {
    return limits;
  }

  StreamClock clock() {
    return clock;
  }
}
