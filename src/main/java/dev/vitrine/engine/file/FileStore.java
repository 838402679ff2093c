package dev.vitrine.engine.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of one data directory, held by this process alone. Thread-safe. A test puts a faulty
 * one in its place.
 */
public interface FileStore extends AutoCloseable {

  Path directory();

  boolean exists(String name) throws IOException;

  /** Opens a file for reading and writing, and creates it if it does not exist. */
  StoreFile open(String name) throws IOException;

  /** The names of the files in the directory, in no order. */
  List<String> list() throws IOException;

  /** Gives a file that is not open another name, which no file has. */
  void rename(String from, String to) throws IOException;

  /** Removes a file that is not open. */
  void delete(String name) throws IOException;

  /** Makes the creation, renaming and removal of files stable. */
  void syncDirectory() throws IOException;

  /** Gives the directory back; files must have been closed. */
  @Override
  void close() throws IOException;
}
