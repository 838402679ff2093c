package dev.vitrine.engine.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of one data directory, held by this process alone. Thread-safe. A test puts a faulty
 * one in its place.
 */
public interface FileStore extends AutoCloseable {

  Path directory();

  boolean exists(String name) throws IOException;

  /** Whether a process has had this directory before, so that its files should be there. */
  boolean usedBefore();

  /** Opens a file for reading and writing, and creates it if it does not exist. */
  StoreFile open(String name) throws IOException;

  /** Makes the creation of files stable. */
  void syncDirectory() throws IOException;

  /** Gives the directory back; files must have been closed. */
  @Override
  void close() throws IOException;
}
