package dev.vitrine.api;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Runs the engine's blocking calls on a bounded pool of platform threads, away from the event
 * loops. When all threads are taken and {@value #QUEUED_CALLS_MAX} calls wait, the next one fails
 * with {@code busy} at once.
 *
 * <p>A call that has started always runs to its end: a client that goes away does not interrupt its
 * thread, because an interrupt closes the file channel that the thread is using.
 */
public final class EngineCalls implements AutoCloseable {

  static final int THREADS = 16;
  static final int QUEUED_CALLS_MAX = 512;
  static final int CLOSE_SECONDS_MAX = 5;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUED_CALLS_MAX),
          Thread.ofPlatform().name("engine-call-", 0).factory());

  private final LongAdder rejected = new LongAdder();

  public EngineCalls() {
    executor.allowCoreThreadTimeOut(true);
  }

  /** Runs the call when subscribed to; one that is cancelled while it waits is not run. */
  public <T> Mono<T> call(Callable<T> call) {
    return Mono.create(sink -> submit(call, sink));
  }

  /** Runs the action when subscribed to. */
  public Mono<Void> run(Runnable action) {
    return call(
            () -> {
              action.run();
              return true;
            })
        .then();
  }

  private <T> void submit(Callable<T> call, MonoSink<T> sink) {
    Runnable task = () -> complete(call, sink);
    sink.onCancel(() -> executor.remove(task));
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      rejected.increment();
      sink.error(
          new EngineException(
              ErrorCode.BUSY, "every thread of the page store is taken; try again", e));
    }
  }

  private static <T> void complete(Callable<T> call, MonoSink<T> sink) {
    try {
      sink.success(call.call());
    } catch (Throwable e) {
      sink.error(e);
    }
  }

  /** Threads that run a call now, about. */
  public int active() {
    return executor.getActiveCount();
  }

  /** Calls that wait for a thread. */
  public int queued() {
    return executor.getQueue().size();
  }

  /** Calls that were refused with {@code busy}, since the start. */
  public long rejected() {
    return rejected.sum();
  }

  /** Takes no more calls and waits for those that were taken. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
