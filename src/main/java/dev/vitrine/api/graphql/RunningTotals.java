package dev.vitrine.api.graphql;

/** What the engine did since it was opened; no reset touches it. Never blocks; any thread. */
interface RunningTotals {

  /** Pages that left their frame. */
  long evictions();

  /** Pages read from disk. */
  long pagesRead();

  /** Pages written to disk. */
  long pagesWritten();

  /** Reads and writes asked of the device, a vectored one counted once. */
  long deviceCalls();
}
