package dev.vitrine.engine.file.uring;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transfers on their way from their callers to the ring's thread. Its bound is the ring's depth:
 * who puts one has a slot. The monitor is a leaf, held for a few instructions and at most one short
 * system call.
 */
final class Inbox {

  private final ArrayDeque<Transfer> transfers;
  private final Doorbell doorbell;
  private boolean asleep;
  private boolean ended;
  private volatile @Nullable String refusal;

  Inbox(int depth, Doorbell doorbell) {
    this.transfers = new ArrayDeque<>(depth);
    this.doorbell = doorbell;
  }

  /**
   * Puts all of them and wakes the ring's thread once, or puts none.
   *
   * @return null, or why there is no more coming in
   */
  synchronized @Nullable String put(List<Transfer> more) {
    if (refusal == null) {
      transfers.addAll(more);
      wake();
    }
    return refusal;
  }

  /** Lets nothing in any more; the first reason stays. */
  synchronized void refuse(String why) {
    if (refusal == null) {
      refusal = why;
    }
    if (!ended) {
      doorbell.ring();
    }
  }

  /** Why nothing comes in any more; null as long as something may. */
  @Nullable String refusal() {
    return refusal;
  }

  private void wake() {
    if (asleep) {
      asleep = false;
      doorbell.ring();
    }
  }

  /** For the ring's thread: takes what is there. */
  synchronized void moveTo(ArrayDeque<Transfer> target) {
    target.addAll(transfers);
    transfers.clear();
  }

  /** For the ring's thread: whether it may sleep, since the doorbell will ring for the next one. */
  synchronized boolean fallAsleep() {
    asleep = transfers.isEmpty();
    return asleep;
  }

  /** For the ring's thread: it will look again by itself. */
  synchronized void awake() {
    asleep = false;
  }

  /** For the ring's thread: it has gone. */
  synchronized void end() {
    ended = true;
    doorbell.close();
  }
}
