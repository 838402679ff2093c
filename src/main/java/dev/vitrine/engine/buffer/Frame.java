package dev.vitrine.engine.buffer;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place for one page in the slab. Until it is in the page table it belongs to whoever took it
 * from the slab. Then its fields change under the latch of the page it holds: exclusive to modify
 * and drop, shared to pin and (by the page's flusher) to mark clean. Unpinning needs no latch: a
 * pinned page stays. A frame that is given back has no pins.
 */
final class Frame {

  static final long NO_PAGE = -1;

  final int index;
  final MemorySegment memory;

  /** Leases that hold the page here. */
  final AtomicInteger pins = new AtomicInteger();

  volatile long pageId = NO_PAGE;
  volatile boolean dirty;

  /**
   * What lies in the file at the page's place is no version of it: it is new there, or a write of
   * it failed.
   */
  volatile boolean notInFile;

  /** When the page became dirty; meaningless while it is clean. */
  volatile long dirtySinceNanos;

  /** Grows with each change, so that a flusher sees whether what it wrote is still the newest. */
  long modifications;

  Frame(int index, MemorySegment memory) {
    this.index = index;
    this.memory = memory;
  }
}
