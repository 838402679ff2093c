package dev.vitrine.engine;

/**
 * The buffer pool's door for clients: leases, flushes, and a look at the frames.
 *
 * <p>Blocking; any thread. Errors as in {@link PageOperations}.
 */
public interface BufferPoolOperations {

  /** Pins a page; {@code too-many-leases}, {@code busy} when every frame is pinned. */
  Lease pinPage(long pageId);

  /** Creates an empty slotted page, pinned. */
  Lease newPage();

  /** The lease and the version it holds; {@code stale-lease}. */
  LeasedPage getLease(String leaseId);

  /** Starts the lease's time anew; {@code stale-lease}. */
  Lease renewLease(String leaseId);

  /** Gives the lease back; {@code dirty} marks the page dirty. {@code stale-lease}. */
  void unpinPage(String leaseId, boolean dirty);

  /** Writes the page if it is dirty, and makes it stable. */
  FlushReport flushPage(long pageId);

  /** Writes every dirty page in page order, and makes them stable. */
  FlushReport flushAllPages();

  PoolStatistics getBufferPool();

  /** Frames with numbers above {@code afterFrame} (-1 for the start); {@code limit} 1..1000. */
  FrameListing listFrames(int afterFrame, int limit);
}
