package dev.vitrine.engine.file.uring;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The only thread that touches the ring. Each turn takes what came in, hands it to the kernel and
 * waits for a completion in one system call, and finishes what was completed.
 *
 * <p>What must always hold: it goes only when nothing is in flight, whatever happened, since the
 * kernel writes to buffers as long as it has them.
 */
final class RingThread implements Runnable {

  private static final long DOORBELL = -1;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final SystemCalls calls;
  private final int depth;
  private final Inbox inbox;
  private final Doorbell doorbell;
  private final Runnable slotFreed;
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /** What the kernel has, by the user data it carries. */
  private final @Nullable Transfer[] inFlight;

  private final int[] freeIndexes;
  private int freeCount;

  /** What has no entry in the ring yet. */
  private final ArrayDeque<Transfer> pending;

  private boolean doorbellInFlight;
  private boolean slotInHand;

  RingThread(SystemCalls calls, int depth, Inbox inbox, Doorbell doorbell, Runnable slotFreed) {
    this.calls = calls;
    this.depth = depth;
    this.inbox = inbox;
    this.doorbell = doorbell;
    this.slotFreed = slotFreed;
    this.inFlight = new Transfer[depth];
    this.freeIndexes = new int[depth];
    this.pending = new ArrayDeque<>(depth);
    while (freeCount < depth) {
      freeIndexes[freeCount] = freeCount;
      freeCount++;
    }
  }

  /** Done when the ring is there, failed when there is none. */
  CompletableFuture<Void> started() {
    return started;
  }

  /** Done when the ring is closed. */
  CompletableFuture<Boolean> ended() {
    return ended;
  }

  @Override
  public void run() {
    // One more than the depth: the doorbell and all slots go with one call.
    try (Ring ring = Ring.create(calls, depth + 1)) {
      started.complete(null);
      while (!over()) {
        turn(ring);
      }
    } catch (IOException | RuntimeException | Error e) {
      started.completeExceptionally(e);
    } finally {
      inbox.refuse("the ring is closed");
      inbox.end();
      ended.complete(true);
    }
  }

  private boolean over() {
    inbox.moveTo(pending);
    return inbox.refusal() != null && pending.isEmpty() && freeCount == depth && !doorbellInFlight;
  }

  private void turn(Ring ring) {
    try {
      fill(ring.submissions());
      boolean something = doorbellInFlight || freeCount < depth;
      boolean sleep = something && pending.isEmpty() && inbox.fallAsleep();
      int errno = ring.enter(sleep ? 1 : 0);
      inbox.awake();
      int reaped = ring.reap(this::completed);
      if (errno != 0) {
        answered(errno, reaped, ring);
      }
      if (ring.dropped() != 0) {
        giveUp("the kernel ran out of memory and lost completions", ring);
      }
    } catch (RuntimeException | Error e) {
      giveUp("its thread failed: " + e, ring);
    }
  }

  private void fill(SubmissionQueue submissions) {
    if (!doorbellInFlight && inbox.refusal() == null && !submissions.full()) {
      doorbell.put(submissions, DOORBELL);
      doorbellInFlight = true;
    }
    while (!pending.isEmpty() && !submissions.full()) {
      int index = freeIndexes[freeCount - 1];
      Transfer transfer = pending.remove();
      transfer.put(submissions, index);
      inFlight[index] = transfer;
      freeCount--;
    }
  }

  private void answered(int errno, int reaped, Ring ring) {
    if (Errno.EINTR.is(errno)) {
      return;
    }
    if (!Errno.EAGAIN.is(errno) && !Errno.EBUSY.is(errno)) {
      giveUp("io_uring_enter failed: " + Errno.text(errno), ring);
    } else if (reaped == 0) {
      // The kernel is short of memory, or keeps completions that it has no room for.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void completed(long userData, int result) {
    if (userData == DOORBELL) {
      doorbellInFlight = false;
      Doorbell.requireRung(result);
      return;
    }
    Transfer transfer = release(userData);
    if (transfer.advance(result)) {
      finish(transfer);
    } else {
      pending.add(transfer);
    }
  }

  private Transfer release(long userData) {
    Transfer transfer = userData >= 0 && userData < depth ? inFlight[(int) userData] : null;
    if (transfer == null) {
      throw new IllegalStateException("a completion of nothing: " + userData);
    }
    inFlight[(int) userData] = null;
    freeIndexes[freeCount++] = (int) userData;
    return transfer;
  }

  private void finish(Transfer transfer) {
    transfer.file().end();
    if (transfer.hasCompletion()) {
      slotInHand = true;
    } else {
      // Whoever waits finds the slot free when it goes on.
      slotFreed.run();
    }
    transfer.finish();
    if (slotInHand) {
      slotInHand = false;
      slotFreed.run();
    }
  }

  /** For a completion that submits again: the slot of the transfer that was completed. */
  boolean takeSlotInHand() {
    boolean had = slotInHand;
    slotInHand = false;
    return had;
  }

  /**
   * Refuses what the kernel does not have yet. What it has is waited for: it is not known to be
   * done before the kernel says so.
   */
  private void giveUp(String why, Ring ring) {
    inbox.refuse("the ring is broken: " + why);
    inbox.moveTo(pending);
    ring.submissions().withdraw(this::takeBack);
    for (Transfer transfer = pending.poll(); transfer != null; transfer = pending.poll()) {
      transfer.refuse("the ring is broken: " + why);
      finish(transfer);
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private void takeBack(long userData) {
    if (userData == DOORBELL) {
      doorbellInFlight = false;
    } else {
      pending.add(release(userData));
    }
  }
}
