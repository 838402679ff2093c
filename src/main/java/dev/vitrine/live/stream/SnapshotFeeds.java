package dev.vitrine.live.stream;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of one stream: one sampler for each interval at which somebody watches, each
 * snapshot encoded once. Rates cover the time before a snapshot, so the first one of an interval
 * comes after that interval, or after a second where the interval is longer; whoever joins others
 * gets their newest at once.
 *
 * <p>Guarded by its own monitor; nothing else is locked inside, and targets never call back.
 */
final class SnapshotFeeds {

  private static final class Feed {
    final Supplier<StorageEvent> sampler;
    final long intervalNanos;
    final Set<SnapshotTarget> targets = new LinkedHashSet<>();
    long dueNanos;
    StreamItem.@Nullable Snapshot newest;

    Feed(Supplier<StorageEvent> sampler, long intervalNanos, long nowNanos) {
      this.sampler = sampler;
      this.intervalNanos = intervalNanos;
      this.dueNanos = nowNanos + Math.min(intervalNanos, FIRST_NANOS_MAX);
    }
  }

  /** How long the first snapshot may let wait for itself. */
  static final long FIRST_NANOS_MAX = 1_000_000_000L;

  private static final System.Logger LOG = System.getLogger(SnapshotFeeds.class.getName());

  private final EventFamily family;
  private final FrameEncoder encoder;
  private final Map<Integer, Feed> feeds = new HashMap<>();

  SnapshotFeeds(EventFamily family, FrameEncoder encoder) {
    this.family = family;
    this.encoder = encoder;
  }

  /** Begins to watch; false when the family has no snapshots. */
  synchronized boolean attach(
      int intervalMs, SnapshotTarget target, EngineSource source, long nowNanos) {
    Feed feed = feeds.get(intervalMs);
    if (feed == null) {
      Optional<Supplier<StorageEvent>> sampler = source.openSampler(family);
      if (sampler.isEmpty()) {
        return false;
      }
      feed = new Feed(sampler.get(), intervalMs * 1_000_000L, nowNanos);
      feeds.put(intervalMs, feed);
    }
    feed.targets.add(target);
    if (feed.newest != null) {
      target.offer(feed.newest);
    }
    return true;
  }

  synchronized void detach(int intervalMs, SnapshotTarget target) {
    Feed feed = feeds.get(intervalMs);
    if (feed != null && feed.targets.remove(target) && feed.targets.isEmpty()) {
      feeds.remove(intervalMs);
    }
  }

  /** Takes and hands out the snapshots that are due. */
  synchronized void tick(long nowNanos) {
    for (Feed feed : feeds.values()) {
      if (nowNanos - feed.dueNanos >= 0) {
        long late = (nowNanos - feed.dueNanos) / feed.intervalNanos;
        feed.dueNanos += (late + 1) * feed.intervalNanos;
        take(feed);
      }
    }
  }

  /** A sampler that fails costs its watchers this snapshot and nothing else. */
  private void take(Feed feed) {
    try {
      StorageEvent event = feed.sampler.get();
      var snapshot = new StreamItem.Snapshot(event, encoder.event(event, FrameEncoder.NO_SEQUENCE));
      feed.newest = snapshot;
      feed.targets.forEach(target -> target.offer(snapshot));
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "no snapshot of " + family, e);
    }
  }

  /** Nothing comes any more: tells all that watch. */
  synchronized void end() {
    feeds.values().forEach(feed -> feed.targets.forEach(SnapshotTarget::streamEnded));
  }

  /** How many intervals are watched. */
  synchronized int size() {
    return feeds.size();
  }
}
