package dev.vitrine.live.stream;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Someone who watches a family's snapshots and nothing else; holds the newest one at most. */
final class SnapshotWatch implements ClientStream<StreamItem.Snapshot>, SnapshotTarget {

  private final EventStream stream;
  private final int intervalMs;
  private final Runnable onReady;
  private final AtomicReference<StreamItem.@Nullable Snapshot> snapshot = new AtomicReference<>();

  SnapshotWatch(EventStream stream, int intervalMs, Runnable onReady) {
    this.stream = stream;
    this.intervalMs = intervalMs;
    this.onReady = onReady;
  }

  @Override
  public void offer(StreamItem.Snapshot newest) {
    snapshot.set(newest);
    onReady.run();
  }

  @Override
  public void streamEnded() {
    onReady.run();
  }

  @Override
  public StreamItem.@Nullable Snapshot poll() {
    StreamItem.Snapshot newest = snapshot.getAndSet(null);
    if (newest != null) {
      stream.snapshotSent();
    }
    return newest;
  }

  @Override
  public void idle() {}

  @Override
  public boolean done() {
    return stream.ended();
  }

  @Override
  public boolean ending() {
    return stream.ended();
  }

  @Override
  public void close() {
    stream.feeds().detach(intervalMs, this);
  }
}
