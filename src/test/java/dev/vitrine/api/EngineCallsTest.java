package dev.vitrine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class EngineCallsTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void aClientThatLeavesDoesNotInterruptTheCall() throws Exception {
    try (EngineCalls calls = new EngineCalls()) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Disposable client =
          calls
              .run(() -> {
                started.countDown();
                interrupted.complete(!waitFor(goOn));
              })
              .subscribe();
      assertThat(started.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

      client.dispose();
      goOn.countDown();

      assertThat(interrupted).succeedsWithin(SOON).isEqualTo(false);
    }
  }

  @Test
  void theCallBeyondThreadsAndQueueIsAnsweredBusyAtOnce() {
    EngineCalls calls = new EngineCalls();
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    int room = EngineCalls.THREADS + EngineCalls.QUEUED_CALLS_MAX;
    for (int i = 0; i < room; i++) {
      calls.run(() -> waitFor(goOn)).subscribe(null, null, done::incrementAndGet);
    }

    assertThatThrownBy(() -> calls.call(() -> 1).block(SOON))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));

    goOn.countDown();
    calls.close();
    assertThat(done).hasValue(room);
  }

  @Test
  void aCallWhoseClientLeftWhileItWaitedIsNotRun() {
    EngineCalls calls = new EngineCalls();
    CountDownLatch goOn = new CountDownLatch(1);
    for (int i = 0; i < EngineCalls.THREADS; i++) {
      calls.run(() -> waitFor(goOn)).subscribe();
    }
    AtomicInteger ran = new AtomicInteger();
    Disposable leaving = calls.run(ran::incrementAndGet).subscribe();
    calls.run(ran::incrementAndGet).subscribe();

    leaving.dispose();
    goOn.countDown();
    calls.close();

    assertThat(ran).hasValue(1);
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      return latch.await(SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
