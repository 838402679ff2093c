package dev.vitrine.engine;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Lets operations in while the engine is open; closing waits for those inside. An operation writes
 * nothing that others write too, as it would with a lock: every operation passes here.
 */
final class OperationGate {

  private static final long PAUSE_NANOS = 200_000;

  private final LongAdder entered = new LongAdder();
  private final LongAdder left = new LongAdder();
  private volatile boolean closing;
  private boolean closed;

  /** Runs an operation; {@code busy} when the engine is closed or closing. */
  <T> T in(Supplier<T> operation) {
    // First in, then the look: whoever closes does the opposite, so one of the two sees the other.
    // An adder's increment alone may be seen after the look.
    entered.increment();
    VarHandle.fullFence();
    try {
      if (closing) {
        throw new EngineException(ErrorCode.BUSY, "the engine is closing");
      }
      return operation.get();
    } finally {
      left.increment();
    }
  }

  void run(Runnable operation) {
    in(() -> {
      operation.run();
      return true;
    });
  }

  /** Shuts the gate and returns when nobody is inside; false when it was shut before. */
  synchronized boolean close() {
    closing = true;
    VarHandle.fullFence();
    while (isSomebodyInside()) {
      LockSupport.parkNanos(this, PAUSE_NANOS);
    }
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** Both only grow, so that none can be missed by who reads in this order. */
  private boolean isSomebodyInside() {
    long gone = left.sum();
    return entered.sum() != gone;
  }
}
