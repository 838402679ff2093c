package dev.vitrine.engine.buffer;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.event.FlushCause;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * Keeps frames clean so that evictions need not write: each round writes, in page order, what has
 * been dirty for {@link #DIRTY_NANOS_MAX}, and everything when more than {@value
 * #DIRTY_PERCENT_MAX} % of the frames are dirty.
 */
public final class BackgroundFlusher {

  static final long DIRTY_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
  static final int DIRTY_PERCENT_MAX = 25;

  private static final System.Logger LOG = System.getLogger(BackgroundFlusher.class.getName());

  private final BufferPool pool;

  public BackgroundFlusher(BufferPool pool) {
    this.pool = pool;
  }

  /** One round; a page that can't be written stays dirty and is tried again in the next one. */
  public void round() {
    long now = System.nanoTime();
    boolean many =
        pool.meter().dirtyFrames.get() * 100L > (long) pool.slab().size() * DIRTY_PERCENT_MAX;
    long[] pages = pool.flusher().dirtyPagesSince(many ? now : now - DIRTY_NANOS_MAX);
    EngineException failure = pool.flusher().flushEach(pages, FlushCause.BACKGROUND).failure();
    if (failure != null) {
      LOG.log(Level.WARNING, "background flush failed; the pages stay dirty", failure);
    }
  }
}
