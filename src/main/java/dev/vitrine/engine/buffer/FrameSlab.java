package dev.vitrine.engine.buffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** All frames of the pool: one piece of memory outside the heap, aligned for direct I/O. */
final class FrameSlab implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final int pageShift;
  private final Frame[] frames;
  private final ConcurrentLinkedQueue<Frame> free = new ConcurrentLinkedQueue<>();

  FrameSlab(int frameCount, int pageSizeBytes) {
    pageShift = Integer.numberOfTrailingZeros(pageSizeBytes);
    memory = arena.allocate((long) frameCount * pageSizeBytes, pageSizeBytes);
    frames = new Frame[frameCount];
    for (int i = 0; i < frameCount; i++) {
      frames[i] = new Frame(i, memory(i));
      free.add(frames[i]);
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

  Frame get(int index) {
    return frames[index];
  }

  Frame[] all() {
    return frames;
  }

  /** A frame that holds no page; null when every frame does. */
  @Nullable Frame takeFree() {
    return free.poll();
  }

  void giveBack(Frame frame) {
    if (frame.pins.get() != 0) {
      throw new IllegalStateException("frame " + frame.index + " is given back with pins on it");
    }
    free.add(frame);
  }

  @Override
  public void close() {
    arena.close();
  }
}
