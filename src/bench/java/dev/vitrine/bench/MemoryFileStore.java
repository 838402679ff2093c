package dev.vitrine.bench;

import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.StoreFile;
import java.io.EOFException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** One file in memory, of a fixed largest size: for what is measured above the device. */
final class MemoryFileStore implements FileStore, StoreFile {

  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes;
  private volatile long size;

  MemoryFileStore(long bytesMax) {
    bytes = arena.allocate(bytesMax);
  }

  @Override
  public Path directory() {
    return Path.of(".");
  }

  @Override
  public boolean exists(String name) {
    return size > 0;
  }

  @Override
  public StoreFile open(String name) {
    return this;
  }

  @Override
  public List<String> list() {
    return List.of();
  }

  @Override
  public void rename(String from, String to) {
    throw new UnsupportedOperationException("one file, one name");
  }

  @Override
  public void delete(String name) {
    throw new UnsupportedOperationException("the file goes with the fork");
  }

  @Override
  public void syncDirectory() {}

  @Override
  public void read(ByteBuffer target, long position) throws EOFException {
    MemorySegment into = MemorySegment.ofBuffer(target);
    if (position + into.byteSize() > size) {
      throw new EOFException();
    }
    into.copyFrom(bytes.asSlice(position, into.byteSize()));
    target.position(target.limit());
  }

  @Override
  public void write(ByteBuffer source, long position) {
    MemorySegment from = MemorySegment.ofBuffer(source);
    bytes.asSlice(position).copyFrom(from);
    source.position(source.limit());
    synchronized (this) {
      size = Math.max(size, position + from.byteSize());
    }
  }

  @Override
  public void sync() {}

  @Override
  public void syncData() {}

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean direct() {
    return false;
  }

  @Override
  public int blockSizeBytes() {
    return 4096;
  }

  @Override
  public void close() {
    // Open until the fork that measures with it ends.
  }
}
