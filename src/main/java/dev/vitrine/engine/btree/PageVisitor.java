package dev.vitrine.engine.btree;

import java.lang.foreign.MemorySegment;

/**
 * Looks at a page, perhaps without its latch and then perhaps twice: it keeps to the page, ends
 * whatever the bytes are, and each time overwrites all that it found out before.
 */
interface PageVisitor {

  /** The page begins at {@code base}. */
  void visit(MemorySegment memory, long base);
}
