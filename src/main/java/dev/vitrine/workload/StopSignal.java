package dev.vitrine.workload;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells a workload's threads to end. They look at it between operations and wait only here, so it
 * reaches them at once and never in the middle of the engine's I/O, which an interrupt would break:
 * it closes the file. Thread-safe; the first cause stands.
 */
final class StopSignal {

  private final AtomicReference<@Nullable EndCause> cause = new AtomicReference<>();
  private final Set<Thread> listeners = ConcurrentHashMap.newKeySet();

  /** Returns the cause that stands: this one, or the one before it. */
  EndCause raise(EndCause why) {
    EndCause first = cause.compareAndExchange(null, why);
    if (first != null) {
      return first;
    }
    listeners.forEach(LockSupport::unpark);
    return why;
  }

  boolean raised() {
    return cause.get() != null;
  }

  /** Lets this thread wait in {@link #parkUntil}; before its start. */
  void register(Thread thread) {
    listeners.add(thread);
  }

  void forget(Thread thread) {
    listeners.remove(thread);
  }

  /** Waits until then, by {@link System#nanoTime}; false as soon as the signal is raised. */
  boolean parkUntil(long nanos) {
    while (!raised()) {
      long wait = nanos - System.nanoTime();
      if (wait <= 0) {
        return true;
      }
      LockSupport.parkNanos(this, wait);
    }
    return false;
  }
}
