package dev.vitrine.engine;

/**
 * Reads and writes of stored images that don't wait: they are queued by priority (at most 512), and
 * workers carry them out. Results are kept for 60 s, at most 1,024 of them and 16 MiB.
 *
 * <p>Submitting does not block; any thread.
 */
public interface AsyncOperations {

  int QUEUED_OPERATIONS_MAX = 512;

  /** Queues a read; {@code page-not-found}, {@code queue-full}. */
  AsyncOperation readPageAsync(long pageId, IoPriority priority);

  /**
   * Queues a write, stable once it has succeeded; {@code page-not-found}, {@code page-owned},
   * {@code page-image-invalid}, {@code queue-full}.
   */
  AsyncOperation writePageAsync(long pageId, byte[] image, IoPriority priority);

  /** Carries out up to {@code max} (1..512) queued operations now, on the caller's thread. */
  ProcessedOperations processAsyncOperations(int max);

  /** How far an operation is; {@code operation-not-found} when its result is no longer kept. */
  AsyncOperation getAsyncOperation(String id);
}
