package dev.vitrine.api.connection;

import dev.vitrine.live.stream.ClientStanding;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  private volatile @Nullable Supplier<ClientStanding> standing;
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

  /** Says where to ask for its place in its stream. */
  public void stands(Supplier<ClientStanding> where) {
    standing = where;
  }

  /** Its place in its stream; null for GraphQL, or before it has one. */
  public @Nullable ClientStanding standing() {
    Supplier<ClientStanding> where = standing;
    return where == null ? null : where.get();
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
      onClose.accept(this);
    }
  }
}
