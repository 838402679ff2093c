package dev.vitrine.engine.buffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * All frames of the pool: one piece of memory outside the heap, aligned for direct I/O.
 *
 * <p>Each page has a home, a frame that follows from its id, and is put there if that is free when
 * the page comes. It may be in any other frame as well. Who looks for a page and guesses that it is
 * at home is right for all pages of a file that fits the pool.
 */
final class FrameSlab implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final int pageShift;
  private final Frame[] frames;
  private final int homeMask;
  private final FreeFrames free;

  FrameSlab(int frameCount, int pageSizeBytes) {
    pageShift = Integer.numberOfTrailingZeros(pageSizeBytes);
    memory = arena.allocate((long) frameCount * pageSizeBytes, pageSizeBytes);
    free = new FreeFrames(frameCount);
    frames = new Frame[frameCount];
    homeMask = homeMask(frameCount);
    for (int i = 0; i < frameCount; i++) {
      frames[i] = new Frame(i, memory(i));
    }
  }

  int size() {
    return frames.length;
  }

  /** The memory of all frames, one after the other. */
  MemorySegment memory() {
    return memory;
  }

  /** Computed, not fetched: a hit that reads only bytes touches no frame's object. */
  MemorySegment memory(int index) {
    return memory.asSlice((long) index << pageShift, 1L << pageShift);
  }

  /** The page size is two to this power. */
  int pageShift() {
    return pageShift;
  }

  /** Where a page is put if it can be. */
  int home(long pageId) {
    return home(pageId, homeMask, frames.length);
  }

  /**
   * For {@link #home}: the smallest number of the form 2^n - 1 that is no less than any frame's.
   */
  static int homeMask(int frameCount) {
    return (Integer.highestOneBit(frameCount) << (Integer.bitCount(frameCount) > 1 ? 1 : 0)) - 1;
  }

  /** A mask and a subtraction instead of a division, which a hit would feel. */
  static int home(long pageId, int homeMask, int frameCount) {
    int home = (int) pageId & homeMask;
    return home < frameCount ? home : home - frameCount;
  }

  Frame get(int index) {
    return frames[index];
  }

  Frame[] all() {
    return frames;
  }

  /** A frame that holds no page, the given page's home if possible; null when every frame does. */
  @Nullable Frame takeFree(long pageId) {
    int taken = free.take(home(pageId));
    return taken == FreeFrames.NONE ? null : frames[taken];
  }

  void giveBack(Frame frame) {
    if (frame.pins.get() != 0) {
      throw new IllegalStateException("frame " + frame.index + " is given back with pins on it");
    }
    free.giveBack(frame.index);
  }

  @Override
  public void close() {
    arena.close();
  }
}
