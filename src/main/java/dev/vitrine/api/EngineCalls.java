package dev.vitrine.api;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs the engine's blocking calls on a bounded pool of platform threads, away from the event
 * loops. When all threads are taken and {@value #QUEUED_CALLS_MAX} calls wait, the next one fails
 * with {@code busy} at once.
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
  private final Scheduler scheduler = Schedulers.fromExecutorService(executor);

  public EngineCalls() {
    executor.allowCoreThreadTimeOut(true);
  }

  /** Runs the call when subscribed to. */
  public <T> Mono<T> call(Callable<T> call) {
    return Mono.fromCallable(call)
        .subscribeOn(scheduler)
        .onErrorMap(
            RejectedExecutionException.class,
            e ->
                new EngineException(
                    ErrorCode.BUSY, "every thread of the page store is taken; try again", e));
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

  @Override
  public void close() {
    executor.shutdown();
  }
}
