package dev.vitrine.engine.file.uring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An io_uring for the files of one owner: up to {@link #depth()} transfers at once, from any number
 * of threads. Thread-safe. Callers of {@link #submit} wait in Java while all slots are taken, never
 * in the kernel; the ring's own daemon thread alone does that.
 */
public final class IoUring implements AutoCloseable {

  public static final int DEPTH_DEFAULT = 128;
  public static final int DEPTH_MAX = 4096;

  private static final long CLOSE_WAIT_SECONDS_MAX = 30;

  private final int depth;
  private final SystemCalls calls;
  private final Semaphore slots;
  private final Inbox inbox;
  private final RingThread ring;
  private final Thread thread;

  private IoUring(int depth, SystemCalls calls) throws IOException {
    this.depth = depth;
    this.calls = calls;
    this.slots = new Semaphore(depth);
    Doorbell doorbell = new Doorbell(calls);
    this.inbox = new Inbox(depth, doorbell);
    this.ring = new RingThread(calls, depth, inbox, doorbell, slots::release);
    this.thread = Thread.ofPlatform().daemon().name("io-uring").unstarted(ring);
  }

  /** Whether there can be a ring, found out by making one. Short system calls; any thread. */
  public static Availability probe() {
    try {
      return probe(SystemCalls.load());
    } catch (IOException e) {
      return new Availability.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  static Availability probe(SystemCalls calls) {
    try {
      Ring.create(calls, 1).close();
      return new Availability.Available();
    } catch (IOException e) {
      return new Availability.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes a ring; {@link IOException} with the reason of {@link #probe()} where there can be none.
   *
   * @param depth how many transfers may be under way, 1 to {@value #DEPTH_MAX}
   */
  public static IoUring open(int depth) throws IOException {
    return open(depth, SystemCalls.load());
  }

  static IoUring open(int depth, SystemCalls calls) throws IOException {
    if (depth < 1 || depth > DEPTH_MAX) {
      throw new IllegalArgumentException("depth " + depth + " is not in 1.." + DEPTH_MAX);
    }
    IoUring opened = new IoUring(depth, calls);
    try {
      opened.thread.start();
      opened.ring.started().join();
      return opened;
    } catch (OutOfMemoryError e) {
      // No more threads: the ring's own would have closed what is open.
      opened.inbox.end();
      throw e;
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException refused) {
        throw refused;
      }
      throw e;
    }
  }

  public int depth() {
    return depth;
  }

  /** How many transfers are under way. */
  public int inFlight() {
    return depth - slots.availablePermits();
  }

  /**
   * Submits all of them, those that find a slot together with one system call; waits for slots
   * where there are too few, uninterruptibly. Every completion is called exactly once, also when
   * the ring or a file is closed. Not for completions: see {@link #trySubmit}.
   */
  public void submit(List<Transfer> transfers) {
    requireOtherThread("submit waits for slots");
    List<Transfer> together = new ArrayList<>(transfers.size());
    transfers.forEach(Transfer::claim);
    for (Transfer transfer : transfers) {
      if (!slots.tryAcquire()) {
        // What has a slot goes first, or two callers could wait for each other's.
        put(together);
        together.clear();
        slots.acquireUninterruptibly();
      }
      together.add(transfer);
    }
    put(together);
  }

  /**
   * Submits without waiting. A completion can always submit one: the slot is that of the transfer
   * that was completed.
   *
   * @return false when no slot is free; nothing happened then
   */
  public boolean trySubmit(Transfer transfer) {
    boolean had = Thread.currentThread() == thread && ring.takeSlotInHand();
    if (!had && !slots.tryAcquire()) {
      return false;
    }
    try {
      transfer.claim();
    } catch (IllegalStateException e) {
      slots.release();
      throw e;
    }
    put(List.of(transfer));
    return true;
  }

  /** Submits and waits for the end. */
  void execute(Transfer transfer) throws IOException {
    submit(List.of(transfer));
    transfer.await();
  }

  private void put(List<Transfer> transfers) {
    List<Transfer> open = new ArrayList<>(transfers.size());
    for (Transfer transfer : transfers) {
      if (transfer.file().begin()) {
        open.add(transfer);
      } else {
        slots.release();
        transfer.refuse("the file is closed");
        transfer.finish();
      }
    }
    String refusal = open.isEmpty() ? null : inbox.put(open);
    if (refusal != null) {
      for (Transfer transfer : open) {
        slots.release();
        transfer.file().end();
        transfer.refuse(refusal);
        transfer.finish();
      }
    }
  }

  SystemCalls calls() {
    return calls;
  }

  /** Insists that the caller may wait for the ring. */
  void requireOtherThread(String why) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("not in a completion: " + why);
    }
  }

  /**
   * Takes no more, waits for what is under way, uninterruptibly, and gives the ring back. {@link
   * IOException} when the kernel keeps something for more than {@value #CLOSE_WAIT_SECONDS_MAX}
   * seconds: then its buffers must not be freed.
   */
  @Override
  public void close() throws IOException {
    requireOtherThread("close waits for completions");
    inbox.refuse("the ring is closed");
    boolean ended =
        ring.ended().isDone()
            || ring.ended()
                .copy()
                .completeOnTimeout(false, CLOSE_WAIT_SECONDS_MAX, TimeUnit.SECONDS)
                .join();
    if (!ended) {
      throw new IOException(inFlight() + " transfers are still in the kernel's hands");
    }
  }
}
