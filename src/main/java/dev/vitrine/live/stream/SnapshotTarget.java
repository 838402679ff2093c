package dev.vitrine.live.stream;

/** Someone who watches snapshots. Called by the thread of the streams; must not block. */
interface SnapshotTarget {

  /** A newer snapshot, in place of any that was not yet taken. */
  void offer(StreamItem.Snapshot snapshot);

  /** No snapshot will follow. */
  void streamEnded();
}
