package dev.vitrine.api.connection;

import dev.vitrine.live.stream.ClientPlace;
import dev.vitrine.live.stream.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client that is connected now, from before its first frame until its channel is closed. Any
 * thread; counting never blocks.
 */
public final class LiveConnection implements AutoCloseable {

  private final long id;
  private final ConnectionDetails details;
  private final Instant since;
  private final Consumer<LiveConnection> onClose;
  private final LongAdder frames = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<ClientPlace> places = new ArrayList<>();
  private final SlowConsumerLog slow = new SlowConsumerLog();
  private ConnectionStanding before = ConnectionStanding.NOWHERE;
  private volatile @Nullable Runnable ending;
  private volatile boolean closeAsked;

  LiveConnection(
      long id, ConnectionDetails details, Instant since, Consumer<LiveConnection> onClose) {
    this.id = id;
    this.details = details;
    this.since = since;
    this.onClose = onClose;
  }

  public long id() {
    return id;
  }

  public ConnectionDetails details() {
    return details;
  }

  public Instant since() {
    return since;
  }

  /** Something went out: {@code count} frames of so many bytes. */
  public void sent(int count, int sentBytes) {
    frames.add(count);
    bytes.add(sentBytes);
  }

  public long frames() {
    return frames.sum();
  }

  public long bytes() {
    return bytes.sum();
  }

  /** A GraphQL subscription begins (1) or has ended (-1); how many there are then. */
  public int subscriptions(int change) {
    return subscriptions.addAndGet(change);
  }

  /** It reads a stream, until it leaves that. */
  public synchronized void reads(ClientPlace place) {
    forgetLeft();
    places.add(place);
  }

  /** What was lost in streams that it has left is kept, the streams are not. */
  private void forgetLeft() {
    for (Iterator<ClientPlace> all = places.iterator(); all.hasNext(); ) {
      ClientPlace place = all.next();
      if (place.left()) {
        before = before.left(place.standing());
        all.remove();
      }
    }
  }

  /** Where it stands. */
  synchronized ConnectionStanding standing() {
    forgetLeft();
    ConnectionStanding now = before;
    for (ClientPlace place : places) {
      now = now.reading(place.standing());
    }
    return now;
  }

  /** Its place in its stream; null for GraphQL, and before and after it reads one. */
  synchronized @Nullable Cursor cursor() {
    boolean one = details.stream() != null && !places.isEmpty();
    return one ? places.getFirst().standing().cursor() : null;
  }

  /** Says in the log if it is too slow. */
  synchronized void noteSlowness(long nowNanos) {
    slow.note(this, standing(), nowNanos);
  }

  /** Says what tells the client to go; done at once if it was asked for meanwhile. */
  public void endsBy(Runnable words) {
    ending = words;
    if (closeAsked) {
      words.run();
    }
  }

  /** Tells the client to go. */
  void end() {
    closeAsked = true;
    Runnable words = ending;
    if (words != null) {
      words.run();
    }
  }

  /** It is over: forgets it. More than once is fine. */
  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      noteSlowness(System.nanoTime());
      onClose.accept(this);
    }
  }
}
