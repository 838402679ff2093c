package dev.vitrine.engine;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.util.List;
import java.util.Optional;

/** The storage layer over one data directory. Thread-safe. */
public final class StorageEngine implements AutoCloseable {

  private StorageEngine() {}

  /**
   * Opens (and creates, if need be) the data directory; {@code data-directory} when another process
   * holds it or it is not ours.
   */
  public static StorageEngine open(EngineConfig config, EventSink sink) {
    throw new UnsupportedOperationException("being written");
  }

  public PageOperations pages() {
    throw new UnsupportedOperationException("being written");
  }

  public IoOperations io() {
    throw new UnsupportedOperationException("being written");
  }

  public BufferPoolOperations bufferPool() {
    throw new UnsupportedOperationException("being written");
  }

  public EngineStatus status() {
    throw new UnsupportedOperationException("being written");
  }

  public List<DiskInfo> disks() {
    throw new UnsupportedOperationException("being written");
  }

  /** The exact number of each hot event since this engine was opened. */
  public HotCounters hotCounters() {
    throw new UnsupportedOperationException("being written");
  }

  /** A new sampler for the family's snapshots; empty for families without any. */
  public Optional<Sampler> openSampler(EventFamily family) {
    throw new UnsupportedOperationException("being written");
  }

  /** Flushes everything, makes it stable and releases the data directory. */
  @Override
  public void close() {}
}
