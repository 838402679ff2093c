package dev.vitrine.engine.buffer;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds a frame when none is free. One pass over the frames picks those that the policy would give
 * up first, a 64th of the pool; they leave one by one, and one that was accessed since is passed
 * over. In pools of up to 64 frames each pass picks one, so the policy is followed exactly.
 */
final class Evictor {

  /** How long a caller waits for a frame when every one is latched, pinned or can't be flushed. */
  static final long WAIT_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private record Candidate(Frame frame, long pageId, long kthAccess, long lastAccess) {}

  private static final Comparator<Candidate> FIRST_TO_LEAVE =
      Comparator.comparingLong(Candidate::kthAccess).thenComparingLong(Candidate::lastAccess);

  private final BufferPool pool;
  private final FrameSlab slab;
  private final ReplacementPolicy policy;
  private final int batch;
  private final ArrayDeque<Candidate> candidates = new ArrayDeque<>();

  Evictor(BufferPool pool, FrameSlab slab, ReplacementPolicy policy) {
    this.pool = pool;
    this.slab = slab;
    this.policy = policy;
    this.batch = Math.max(1, slab.size() / 64);
  }

  /** An empty frame for the page; {@code busy} when there is none for {@link #WAIT_NANOS_MAX}. */
  Frame freeFrame(long pageId) {
    long start = System.nanoTime();
    EngineException failure = null;
    Set<Frame> passedOver = new HashSet<>();
    while (true) {
      Frame free = slab.takeFree(pageId);
      if (free != null) {
        return free;
      }
      Frame victim = nextVictim(passedOver);
      try {
        if (victim != null && pool.tryEvict(victim)) {
          return victim;
        }
      } catch (EngineException e) {
        failure = e;
      }
      if (System.nanoTime() - start > WAIT_NANOS_MAX) {
        throw new EngineException(
            ErrorCode.BUSY, "no frame of the buffer pool can be freed now", failure);
      }
      if (victim == null) {
        // All were tried: again, after a moment.
        passedOver.clear();
        LockSupport.parkNanos(PAUSE_NANOS);
      } else {
        passedOver.add(victim);
      }
    }
  }

  private synchronized @Nullable Frame nextVictim(Set<Frame> passedOver) {
    Frame victim = nextCandidate(passedOver);
    if (victim == null) {
      pick(passedOver);
      victim = nextCandidate(passedOver);
    }
    return victim;
  }

  private @Nullable Frame nextCandidate(Set<Frame> passedOver) {
    Candidate next;
    while ((next = candidates.poll()) != null) {
      if (!passedOver.contains(next.frame)
          && next.frame.pageId == next.pageId
          && policy.lastAccess(next.pageId) == next.lastAccess) {
        return next.frame;
      }
    }
    return null;
  }

  private void pick(Set<Frame> passedOver) {
    PriorityQueue<Candidate> worst = new PriorityQueue<>(FIRST_TO_LEAVE.reversed());
    for (Frame frame : slab.all()) {
      long pageId = frame.pageId;
      if (pageId != Frame.NO_PAGE && !passedOver.contains(frame) && pool.evictable(frame, pageId)) {
        worst.add(
            new Candidate(frame, pageId, policy.kthAccess(pageId), policy.lastAccess(pageId)));
        if (worst.size() > batch) {
          worst.poll();
        }
      }
    }
    while (!worst.isEmpty()) {
      candidates.addFirst(worst.poll());
    }
  }
}
