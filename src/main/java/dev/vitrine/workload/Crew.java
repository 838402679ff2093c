package dev.vitrine.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Platform threads that do one task together; they are gone when the call returns. */
final class Crew {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LAST_STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final String name;
  private final StopSignal signal;
  private final Runnable tick;
  private final Consumer<Throwable> onFailure;

  /**
   * @param tick is run by the waiting thread about ten times a second
   * @param onFailure is told what a task threw, by its thread; it must make the others end
   */
  Crew(String name, StopSignal signal, Runnable tick, Consumer<Throwable> onFailure) {
    this.name = name;
    this.signal = signal;
    this.tick = tick;
    this.onFailure = onFailure;
  }

  /** Runs the task on so many threads, each with its number, and waits for all of them. */
  void work(int threads, IntConsumer task) {
    AtomicInteger active = new AtomicInteger();
    List<Thread> started = new ArrayList<>();
    Thread waiting = Thread.currentThread();
    try {
      for (int i = 0; i < threads; i++) {
        int number = i;
        Thread thread =
            Thread.ofPlatform()
                .daemon()
                .name("workload-%s-%d".formatted(name, number))
                .unstarted(() -> member(number, task, active, waiting));
        signal.register(thread);
        active.incrementAndGet();
        started.add(thread);
        thread.start();
      }
    } catch (Throwable e) {
      // The machine has no more threads: the last one counted never ran.
      active.decrementAndGet();
      onFailure.accept(e);
    }
    awaitAll(active);
    started.forEach(this::awaitDeath);
  }

  private void member(int number, IntConsumer task, AtomicInteger active, Thread waiting) {
    try {
      task.accept(number);
    } catch (Throwable e) {
      onFailure.accept(e);
    } finally {
      if (active.decrementAndGet() == 0) {
        LockSupport.unpark(waiting);
      }
    }
  }

  private void awaitAll(AtomicInteger active) {
    while (active.get() > 0) {
      LockSupport.parkNanos(this, TICK_NANOS);
      tick.run();
    }
  }

  private void awaitDeath(Thread thread) {
    while (thread.isAlive()) {
      LockSupport.parkNanos(this, LAST_STEP_NANOS);
    }
    signal.forget(thread);
  }
}
