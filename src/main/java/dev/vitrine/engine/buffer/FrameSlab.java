package dev.vitrine.engine.buffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** All frames of the pool: one piece of memory outside the heap, aligned for direct I/O. */
final class FrameSlab implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final Frame[] frames;
  private final ConcurrentLinkedQueue<Frame> free = new ConcurrentLinkedQueue<>();

  FrameSlab(int frameCount, int pageSizeBytes) {
    MemorySegment slab = arena.allocate((long) frameCount * pageSizeBytes, pageSizeBytes);
    frames = new Frame[frameCount];
    for (int i = 0; i < frameCount; i++) {
      frames[i] = new Frame(i, slab.asSlice((long) i * pageSizeBytes, pageSizeBytes));
      free.add(frames[i]);
    }
  }

  int size() {
    return frames.length;
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
