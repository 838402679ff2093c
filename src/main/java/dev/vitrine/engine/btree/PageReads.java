package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.OptimisticReads;
import dev.vitrine.engine.buffer.ReadGuard;

/** Reads of single pages, without a latch where possible. Thread-safe. */
final class PageReads {

  private final BufferPool pool;
  private final OptimisticReads optimistic;

  PageReads(BufferPool pool) {
    this.pool = pool;
    this.optimistic = pool.optimistic();
  }

  /** When this returns, what the visitor found out is of one version of the page. */
  void visit(long pageId, PageVisitor visitor) {
    long stamp = optimistic.begin(pageId);
    if (stamp != OptimisticReads.NONE) {
      try {
        visitor.visit(optimistic.memory(), optimistic.offset(stamp));
        if (optimistic.end(pageId, stamp)) {
          return;
        }
      } catch (RuntimeException e) {
        if (optimistic.end(pageId, stamp)) {
          throw e;
        }
      }
    }
    try (ReadGuard guard = pool.read(pageId)) {
      visitor.visit(guard.memory(), 0);
    }
  }
}
