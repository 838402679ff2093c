package dev.vitrine.engine.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file of a {@link MemoryDisk}: its bytes, those of them that are stable, and what is between.
 */
final class MemoryFile {

  /** The unit in which a device writes all or nothing. */
  static final int SECTOR_BYTES = 512;

  private static final int BLOCK_BYTES = 4096;

  private record Write(long position, byte[] bytes) {}

  /** A place that both the present and the stable bytes of a file have. */
  private static final class Content {
    byte[] bytes = new byte[0];
    int size;

    void write(long position, byte[] from, int offset, int length) {
      int end = Math.toIntExact(position + length);
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
      }
      System.arraycopy(from, offset, bytes, (int) position, length);
      size = Math.max(size, end);
    }

    void grow(long length) {
      if (length > size) {
        write(size, new byte[(int) length - size], 0, (int) length - size);
      }
    }

    byte[] copy() {
      return Arrays.copyOf(bytes, size);
    }

    void replace(byte[] with) {
      bytes = with.clone();
      size = with.length;
    }
  }

  private final Content now = new Content();
  private final Content stable = new Content();
  private final List<Write> unstable = new ArrayList<>();

  interface Check {
    void run() throws IOException;
  }

  StoreFile open(boolean direct, Object lock, Check alive) {
    return new Handle(direct, lock, alive);
  }

  byte[] bytes() {
    return now.copy();
  }

  void replace(byte[] bytes) {
    now.replace(bytes);
    stable.replace(bytes);
    unstable.clear();
  }

  /** What is not stable is there, gone, or there in part. */
  void crash(Random random) {
    settle(random);
    now.replace(stable.copy());
  }

  /** Some of what is not stable becomes so; the rest never does, unless it is written again. */
  private void settle(Random random) {
    for (Write write : unstable) {
      switch (random.nextInt(4)) {
        case 0 -> {}
        case 1 -> stable.write(write.position, write.bytes, 0, write.bytes.length);
        case 2 -> settleParts(write, SECTOR_BYTES, random);
        default -> settleParts(write, BLOCK_BYTES, random);
      }
    }
    unstable.clear();
  }

  private void settleParts(Write write, int unit, Random random) {
    for (int at = 0; at < write.bytes.length; at += unit) {
      if (random.nextBoolean()) {
        int length = Math.min(unit, write.bytes.length - at);
        stable.write(write.position + at, write.bytes, at, length);
        // A file's length is known by blocks; what is missing of the last one is zeros.
        long end = write.position + write.bytes.length;
        long blockEnd = (write.position + at + BLOCK_BYTES) / BLOCK_BYTES * BLOCK_BYTES;
        stable.grow(Math.min(end, blockEnd));
      }
    }
  }

  /** An open file whose sync can fail as real ones do. */
  final class Handle implements StoreFile {

    private final boolean direct;
    private final Object lock;
    private final Check alive;

    private Handle(boolean direct, Object lock, Check alive) {
      this.direct = direct;
      this.lock = lock;
      this.alive = alive;
    }

    /**
     * What a failed sync leaves: some writes are stable, the others are still read, and no later
     * sync makes them stable, since the operating system takes them for written.
     */
    void failSync(Random random) throws IOException {
      synchronized (lock) {
        alive.run();
        settle(random);
      }
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      synchronized (lock) {
        alive.run();
        if (position + target.remaining() > now.size) {
          throw new EOFException("the file has %d bytes".formatted(now.size));
        }
        target.put(now.bytes, Math.toIntExact(position), target.remaining());
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      synchronized (lock) {
        alive.run();
        now.write(position, bytes, 0, bytes.length);
        unstable.add(new Write(position, bytes));
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (lock) {
        alive.run();
        for (Write write : unstable) {
          stable.write(write.position, write.bytes, 0, write.bytes.length);
        }
        unstable.clear();
      }
    }

    @Override
    public void syncData() throws IOException {
      sync();
    }

    @Override
    public long size() throws IOException {
      synchronized (lock) {
        alive.run();
        return now.size;
      }
    }

    @Override
    public boolean direct() {
      return direct;
    }

    @Override
    public int blockSizeBytes() {
      return BLOCK_BYTES;
    }

    @Override
    public void close() {
      // Nothing to give back.
    }
  }
}
