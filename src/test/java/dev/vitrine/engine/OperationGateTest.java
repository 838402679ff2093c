package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OperationGateTest {

  private static final int GATES = 300;
  private static final int THREADS = 4;

  @Test
  void whatIsShutLetsNobodyIn() {
    OperationGate gate = new OperationGate();

    assertThat(gate.in(() -> 7)).isEqualTo(7);
    assertThat(gate.close()).isTrue();
    assertThat(gate.close()).isFalse();
    assertThatThrownBy(() -> gate.in(() -> 7))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("closing");
  }

  @Test
  void anOperationThatFailsIsNotWaitedFor() {
    OperationGate gate = new OperationGate();

    assertThatThrownBy(() ->
            gate.run(() -> {
              throw new IllegalStateException("it failed");
            }))
        .hasMessage("it failed");
    assertThat(gate.close()).isTrue();
  }

  @Test
  void nobodyIsInsideOnceItIsShut() throws InterruptedException {
    for (int i = 0; i < GATES; i++) {
      OperationGate gate = new OperationGate();
      AtomicInteger inside = new AtomicInteger();
      AtomicBoolean shut = new AtomicBoolean();
      AtomicBoolean late = new AtomicBoolean();
      List<Thread> threads = new ArrayList<>();
      for (int n = 0; n < THREADS; n++) {
        threads.add(Thread.ofPlatform().start(() -> enterUntilShut(gate, inside, shut, late)));
      }
      while (inside.get() == 0) {
        Thread.onSpinWait();
      }
      gate.close();
      shut.set(true);
      int left = inside.get();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(left).isZero();
      assertThat(late).isFalse();
    }
  }

  private static void enterUntilShut(
      OperationGate gate, AtomicInteger inside, AtomicBoolean shut, AtomicBoolean late) {
    try {
      while (true) {
        gate.run(() -> {
          inside.incrementAndGet();
          late.compareAndSet(false, shut.get());
          inside.decrementAndGet();
        });
      }
    } catch (EngineException _) {
      // It is shut.
    }
  }
}
