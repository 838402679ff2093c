package dev.vitrine.engine.disk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Page-sized buffers outside the heap, aligned for direct I/O and used again. At most {@value
 * #IDLE_BUFFERS_MAX} are kept; more are made when needed and left to the garbage collector.
 */
public final class PageBuffers {

  static final int IDLE_BUFFERS_MAX = 64;

  private final int pageSizeBytes;
  private final ArrayBlockingQueue<MemorySegment> idle = new ArrayBlockingQueue<>(IDLE_BUFFERS_MAX);

  public PageBuffers(int pageSizeBytes) {
    this.pageSizeBytes = pageSizeBytes;
  }

  /** A buffer with any content; give it back with {@link #release}. */
  public MemorySegment acquire() {
    MemorySegment buffer = idle.poll();
    return buffer != null ? buffer : Arena.ofAuto().allocate(pageSizeBytes, pageSizeBytes);
  }

  public void release(MemorySegment buffer) {
    idle.offer(buffer);
  }
}
