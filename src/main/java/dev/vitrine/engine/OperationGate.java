package dev.vitrine.engine;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets operations in while the engine is open; closing waits for those inside. */
final class OperationGate {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /** Set before the lock is waited for, so that a steady load can't keep closing waiting. */
  private volatile boolean closing;

  /** Runs an operation; {@code busy} when the engine is closed or closing. */
  <T> T in(Supplier<T> operation) {
    if (closing || !lock.readLock().tryLock()) {
      throw closing();
    }
    try {
      if (closed) {
        throw closing();
      }
      return operation.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  void run(Runnable operation) {
    in(() -> {
      operation.run();
      return true;
    });
  }

  /** Shuts the gate when nobody is inside; false when it was shut before. */
  boolean close() {
    closing = true;
    lock.writeLock().lock();
    try {
      boolean first = !closed;
      closed = true;
      return first;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static EngineException closing() {
    return new EngineException(ErrorCode.BUSY, "the engine is closing");
  }
}
