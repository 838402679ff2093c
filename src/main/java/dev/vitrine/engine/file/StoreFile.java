package dev.vitrine.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One open file with positional I/O. Thread-safe; a call goes to its end even when its thread is
 * interrupted.
 *
 * <p>When {@link #direct()}, buffers, lengths and positions are multiples of {@link
 * #blockSizeBytes()}.
 */
public interface StoreFile extends AutoCloseable {

  /**
   * Fills the buffer from {@code position}; {@link java.io.EOFException} at the end of the file.
   */
  void read(ByteBuffer target, long position) throws IOException;

  /** Writes all of the buffer at {@code position}; the file grows when need be. */
  void write(ByteBuffer source, long position) throws IOException;

  /**
   * Returns when everything written before the call is on stable storage, in the file that has this
   * name: it fails when the file was removed or replaced meanwhile.
   */
  void sync() throws IOException;

  /**
   * Like {@link #sync}, for writes inside the length that the file had at its last {@link #sync}: a
   * file that keeps its length needs nothing of the file system's own records to be written.
   */
  void syncData() throws IOException;

  long size() throws IOException;

  /** Whether I/O goes around the operating system's page cache. */
  boolean direct();

  int blockSizeBytes();

  @Override
  void close() throws IOException;
}
