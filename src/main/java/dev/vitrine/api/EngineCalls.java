package dev.vitrine.api;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Runs the engine's blocking calls on a bounded pool of platform threads, away from the event
 * loops. When all threads are taken and {@value #QUEUED_CALLS_MAX} calls wait, the next one fails
 * with {@code busy} at once.
 *
 * <p>A call that has begun goes to its end, whether or not somebody still waits for its answer: its
 * thread is never interrupted, since that would close the file under everybody else.
 */
public final class EngineCalls implements AutoCloseable {

  static final int THREADS = 16;
  static final int QUEUED_CALLS_MAX = 512;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUED_CALLS_MAX),
          Thread.ofPlatform().name("page-store-", 0).factory());

  public EngineCalls() {
    executor.allowCoreThreadTimeOut(true);
  }

  /** Runs the call when subscribed to. */
  public <T> Mono<T> call(Callable<T> call) {
    return Mono.create(sink -> {
      try {
        executor.execute(() -> complete(sink, call));
      } catch (RejectedExecutionException e) {
        sink.error(
            new EngineException(
                ErrorCode.BUSY, "every thread of the page store is taken; try again", e));
      }
    });
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

  /** Takes no further calls; those that wait or run go to their end. */
  @Override
  public void close() {
    executor.close();
  }

  // What the call throws, errors included, belongs to whoever asked for it.
  @SuppressWarnings("CatchingUnchecked")
  private static <T> void complete(MonoSink<T> sink, Callable<T> call) {
    try {
      sink.success(call.call());
    } catch (Exception e) {
      sink.error(e);
    }
  }
}
