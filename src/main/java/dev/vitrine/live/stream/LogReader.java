package dev.vitrine.live.stream;

import dev.vitrine.live.stream.Control.Gap;
import dev.vitrine.live.stream.Control.Progress;
import dev.vitrine.live.stream.Control.StreamClosing;
import dev.vitrine.live.stream.Control.StreamOpened;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client of a stream, reading its log: a cursor into it, a place for the newest snapshot, and
 * the few words that wait to be said. Its memory does not grow with what the client has not read.
 *
 * <p>Invariants: {@code position} is the next place to read and {@code cursor} the last number
 * before it; every number up to {@code cursor} was handed out, was filtered out, or lies in exactly
 * one gap that was handed out or waits in {@code waiting} or {@code lost}.
 */
public final class LogReader implements ClientStream<StreamItem>, ClientPlace, SnapshotTarget {

  /** The longest silence; then the client is told where it stands. */
  static final long SILENCE_NANOS_MAX = 5_000_000_000L;

  private final EventStream stream;
  private final SubscribeRequest request;
  private final EventFilter filter;
  private final Runnable onReady;
  private final Queue<Control> waiting = new ArrayDeque<>();
  private final AtomicReference<StreamItem.@Nullable Snapshot> snapshot = new AtomicReference<>();

  /** The place in the log to be read next. */
  private long position;

  /** The last number before that place. */
  private long cursor;

  /** Bytes of all frames before that place. */
  private long cursorOffset;

  /** The least lag so far, in bytes: of a client that replays, what it began with and gained on. */
  private long leastLag;

  /** What was passed over and not yet told; ends at the cursor or before it. */
  private @Nullable Gap lost;

  /** The highest number that the client knows to lie behind it. */
  private long cursorTold;

  /** When it was told so. */
  private long cursorToldNanos;

  /** When anything was handed out. */
  private long sentNanos;

  private boolean snapshotWasLast;
  private boolean done;
  private boolean hasSnapshots;

  /** Why the stream ends for this client; null while it does not. */
  private final AtomicReference<@Nullable String> closing = new AtomicReference<>();

  /** When the client must be woken though nothing is new; read by the thread of the streams. */
  private volatile long progressDueNanos;

  /** Whether a snapshot came since the client was woken. */
  private volatile boolean offered;

  /** The newest place when the client was woken; the thread of the streams alone uses it. */
  private long wokenAtPosition = -1;

  /** Numbers lost to this client, told or about to be told. */
  private volatile long dropped;

  /** Those among them that were lost because the client is slow. */
  private volatile long droppedAsSlow;

  /** {@code cursor} and {@code cursorOffset} as others may see them. */
  private volatile long cursorShown;

  private volatile long offsetShown;

  private volatile boolean left;

  LogReader(EventStream stream, SubscribeRequest request, Runnable onReady) {
    this.stream = stream;
    this.request = request;
    this.filter = EventFilter.of(request);
    this.onReady = onReady;
  }

  /** Sets the cursor and what is to be said first. Before any poll. */
  void begin(ResumePoint start, boolean snapshots) {
    hasSnapshots = snapshots;
    position = start.position();
    cursor = start.cursor();
    cursorOffset = start.cursorOffset();
    leastLag = lag(stream.log().newest());
    waiting.addAll(start.opening());
    told(cursor);
    rest();
  }

  @Override
  public @Nullable StreamItem poll() {
    if (done) {
      return null;
    }
    Control word = waiting.poll();
    if (word == null) {
      catchUp();
      word = nextWord();
    }
    if (word != null) {
      return say(word);
    }
    StreamItem item = nextItem();
    if (item == null && progressIsDue()) {
      item = say(new Progress(stream.epoch(), cursor));
    }
    rest();
    return item;
  }

  /** What must be said before anything else: a loss, then the end. */
  private @Nullable Control nextWord() {
    if (lost != null) {
      Gap gap = lost;
      lost = null;
      return gap;
    }
    String reason = closing.get();
    if (reason != null) {
      done = true;
      return new StreamClosing(reason);
    }
    return null;
  }

  /** Snapshots and entries take turns, so that neither starves the other. */
  private @Nullable StreamItem nextItem() {
    StreamItem item = snapshotWasLast ? nextEntry() : takeSnapshot();
    if (item == null) {
      item = snapshotWasLast ? takeSnapshot() : nextEntry();
    }
    return item;
  }

  private @Nullable StreamItem takeSnapshot() {
    StreamItem item = snapshot.getAndSet(null);
    if (item != null) {
      snapshotWasLast = true;
      stream.snapshotSent();
      sentNanos = stream.clock().nanoTime();
    }
    return item;
  }

  private @Nullable StreamItem nextEntry() {
    skipFiltered();
    LogEntry entry = stream.log().at(position);
    if (entry == null) {
      return null;
    }
    snapshotWasLast = false;
    long before = cursor;
    moveTo(entry);
    StreamItem item = entry.item();
    if (item == null) {
      drop(cursor - before, GapCause.OVERLOAD);
      return say(gap(before + 1, cursor, GapCause.OVERLOAD));
    }
    told(cursor);
    return item;
  }

  private void skipFiltered() {
    LogEntry entry = stream.log().at(position);
    while (entry != null && isFilteredOut(entry)) {
      moveTo(entry);
      entry = stream.log().at(position);
    }
  }

  private boolean isFilteredOut(LogEntry entry) {
    return switch (entry.item()) {
      case StreamItem.EventEntry e -> !filter.passes(e.event());
      case StreamItem.SampledEntry e -> !filter.passes(e.sampled());
      case null -> false;
      case StreamItem.Snapshot _, StreamItem.ControlItem _ ->
          throw new IllegalStateException("no entry of a log: " + entry);
    };
  }

  private void moveTo(LogEntry entry) {
    position = entry.position() + 1;
    cursor = entry.lastSequence();
    cursorOffset = entry.endOffset();
  }

  @Override
  public void idle() {
    if (!done && waiting.isEmpty()) {
      skipFiltered();
    }
    if (!done) {
      catchUp();
    }
    rest(stream.clock().nanoTime() + patienceNanos());
  }

  /**
   * Applies the lag policy to a client that has fallen too far behind. The bound counts from where
   * the client was nearest to the newest entry: a replay of any length is no lag, and what was
   * gained of it is not forgotten. Retention does not wait for a replay.
   */
  private void catchUp() {
    if (closing.get() != null) {
      return;
    }
    LogEntry newest = stream.log().newest();
    long lagMax = stream.limits().clientLagBytesMax();
    leastLag = Math.min(leastLag, lag(newest));
    if (lag(newest) - leastLag > lagMax) {
      leastLag = 0;
      switch (request.onLag()) {
        // Half of the bound, so that a gap makes room for more than one entry.
        case DROP_OLDEST -> skipToOffset(newest.endOffset() - lagMax / 2);
        case LATEST -> skipToOffset(newest.endOffset());
        case DISCONNECT -> end(StreamClosing.SLOW_CONSUMER);
      }
    } else if (position <= newest.position() && stream.log().at(position) == null) {
      loseUntil(stream.log().firstAfterSequence(cursor), GapCause.RETENTION);
    }
  }

  private long lag(LogEntry newest) {
    return newest.endOffset() - cursorOffset;
  }

  private void skipToOffset(long offset) {
    loseUntil(stream.log().firstAfterOffset(offset), GapCause.SLOW_CONSUMER);
  }

  /** Goes on at {@code next}, or behind the newest entry; what lies between is lost. */
  private void loseUntil(@Nullable LogEntry next, GapCause cause) {
    long before = cursor;
    if (next == null) {
      moveTo(stream.log().newest());
    } else {
      position = next.position();
      cursor = next.firstSequence() - 1;
      cursorOffset = next.startOffset();
    }
    if (cursor > before) {
      long from = lost == null ? before + 1 : lost.fromSequence();
      lost = gap(from, cursor, cause);
      drop(cursor - before, cause);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes
  private void drop(long count, GapCause cause) {
    dropped += count;
    if (cause == GapCause.SLOW_CONSUMER) {
      droppedAsSlow += count;
    }
    stream.dropped(cause, count);
  }

  private Gap gap(long from, long to, GapCause cause) {
    return new Gap(stream.epoch(), from, to, to - from + 1, cause);
  }

  private StreamItem say(Control word) {
    if (word instanceof Gap gap) {
      stream.gapTold(gap.cause());
    }
    switch (word) {
      case StreamOpened opened -> told(opened.sequence());
      case Progress progress -> told(progress.sequence());
      case Gap gap when gap.toSequence() != null -> told(gap.toSequence());
      case Gap _, StreamClosing _ -> sentNanos = stream.clock().nanoTime();
    }
    rest();
    return stream.control(word);
  }

  /** The client knows that it has got as far as {@code sequence}. */
  private void told(long sequence) {
    cursorTold = sequence;
    sentNanos = stream.clock().nanoTime();
    cursorToldNanos = sentNanos;
  }

  private long patienceNanos() {
    return Math.min(request.intervalMs() * 1_000_000L, SILENCE_NANOS_MAX);
  }

  private boolean progressIsDue() {
    return stream.clock().nanoTime() - progressDue() >= 0;
  }

  /** When the client has to hear where it stands: after a silence, sooner if its cursor moved. */
  private long progressDue() {
    long due = sentNanos + (hasSnapshots ? SILENCE_NANOS_MAX : patienceNanos());
    return cursor > cursorTold ? Math.min(due, cursorToldNanos + patienceNanos()) : due;
  }

  private void rest() {
    rest(progressDue());
  }

  private void rest(long dueNanos) {
    progressDueNanos = dueNanos;
    stream.nextLook().dueAt(dueNanos);
    show();
  }

  private void show() {
    cursorShown = cursor;
    offsetShown = cursorOffset;
  }

  @Override
  public ClientStanding standing() {
    long lag = Math.max(0, stream.log().newest().endOffset() - offsetShown);
    return new ClientStanding(
        new Cursor(stream.epoch(), cursorShown), lag, dropped, droppedAsSlow, closedAsSlow());
  }

  private boolean closedAsSlow() {
    return StreamClosing.SLOW_CONSUMER.equals(closing.get());
  }

  @Override
  public boolean left() {
    return left;
  }

  /** Wakes the client if there is something for it; for the thread of the streams. */
  boolean wakeIfDue(long nowNanos) {
    long newest = stream.log().newest().position();
    boolean due = offered || newest != wokenAtPosition || nowNanos - progressDueNanos >= 0;
    if (due) {
      offered = false;
      wokenAtPosition = newest;
      wake();
    }
    stream.nextLook().dueAt(progressDueNanos);
    return due;
  }

  /** Tells the owner that there may be something to poll. */
  void wake() {
    onReady.run();
  }

  @Override
  public void offer(StreamItem.Snapshot newest) {
    snapshot.set(newest);
    offered = true;
    stream.nextLook().call();
  }

  @Override
  public void streamEnded() {
    end(StreamClosing.SHUTDOWN);
  }

  boolean wantsSnapshots(String variant) {
    return request.pageId() == null
        && request.name() == null
        && (request.events().isEmpty() || request.events().contains(variant));
  }

  SubscribeRequest request() {
    return request;
  }

  /** The stream ends for this client, once it was told so; any thread. */
  public void end(String reason) {
    closing.compareAndSet(null, reason);
    wake();
  }

  @Override
  public boolean done() {
    return done;
  }

  @Override
  public boolean ending() {
    return closing.get() != null;
  }

  @Override
  public void close() {
    left = true;
    stream.leave(this);
  }
}
