package dev.vitrine.engine.wal;

import static dev.vitrine.engine.wal.LogLayout.BLOCK_BYTES;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.ReadOnlySwitch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Brings the log from its buffer to stable storage. One thread at a time writes and syncs, on
 * behalf of everybody who waits; when it is done, one of those whose change came too late is next.
 *
 * <p>A failed write or sync makes the engine read-only: nobody knows what of it is on the device,
 * so it is never tried again as if nothing had happened.
 */
final class LogSync implements AutoCloseable {

  /**
   * How far the log is there to be written.
   *
   * @param end may be within a record that is longer than the buffer
   * @param lastLsn the end of a complete record, at or before that
   */
  record Appended(long end, long lastLsn) {}

  private static final int WRITE_BYTES_MAX = 1 << 20;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment blocks = arena.allocate(WRITE_BYTES_MAX, BLOCK_BYTES);
  private final LogSegments segments;
  private final LogBuffer buffer;
  private final LogMeter meter;
  private final ReadOnlySwitch readOnly;
  private final LongConsumer whenDurable;
  private final Object turn = new Object();
  private boolean taken;

  /** In the files up to here, stable or not. */
  private volatile long written;

  private volatile long durable;
  private volatile long durableLsn;

  LogSync(
      LogSegments segments,
      LogBuffer buffer,
      long end,
      LogMeter meter,
      ReadOnlySwitch readOnly,
      LongConsumer whenDurable)
      throws IOException {
    this.segments = segments;
    this.buffer = buffer;
    this.meter = meter;
    this.readOnly = readOnly;
    this.whenDurable = whenDurable;
    this.written = end;
    this.durable = end;
    this.durableLsn = end;
    bringBackLastBlock(end);
  }

  /** The next write begins with the block that the log ends in, so its bytes must be at hand. */
  private void bringBackLastBlock(long end) throws IOException {
    long start = LogLayout.blockBefore(end);
    if (start < end) {
      MemorySegment block = blocks.asSlice(0, BLOCK_BYTES);
      segments.read(block, start);
      buffer.put(start, block.asSlice(0, end - start));
    }
  }

  /** The end of the last complete record that is stable. */
  long durableLsn() {
    return durableLsn;
  }

  long written() {
    return written;
  }

  LogMeter meter() {
    return meter;
  }

  /**
   * Returns when the log is stable up to {@code lsn}; {@code read-only} when that will never be.
   *
   * @param appended tells how far there is something to write
   */
  void ensureDurable(long lsn, Supplier<Appended> appended) {
    while (durable < lsn) {
      if (takeTurn(lsn)) {
        try {
          Appended there = appended.get();
          requireLogged(lsn, there.end);
          writeAndSync(there);
        } finally {
          giveTurn();
        }
      }
    }
  }

  /** A page can have a number that the log never gave only if the two are not of one moment. */
  private static void requireLogged(long lsn, long end) {
    if (lsn > end) {
      throw new EngineException(
          ErrorCode.DATA_DIRECTORY,
          ("a page has version %d, and the log ends at %d: the page file and the log are not of one"
                  + " moment. Bring both back from one copy of the whole directory")
              .formatted(lsn, end));
    }
  }

  /** Waits for the turn; false when it is not needed any more. */
  private boolean takeTurn(long lsn) {
    boolean interrupted = false;
    try {
      synchronized (turn) {
        while (durable < lsn) {
          readOnly.requireWritable();
          if (!taken) {
            taken = true;
            return true;
          }
          try {
            turn.wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        return false;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveTurn() {
    synchronized (turn) {
      taken = false;
      turn.notifyAll();
    }
  }

  private void writeAndSync(Appended appended) {
    long from = written;
    long to = appended.end;
    try {
      write(from, to);
      long start = System.nanoTime();
      segments.sync(LogLayout.blockBefore(from), to);
      meter.synced(to, System.nanoTime() - start);
    } catch (IOException e) {
      readOnly.trip("the log could not be made stable: " + e.getMessage());
      throw WriteAheadLog.failed("writing the log", e);
    }
    durableLsn = Math.max(durableLsn, appended.lastLsn);
    // Told before those who wait go on: the event of a change comes before what follows from it.
    whenDurable.accept(to);
    durable = to;
  }

  /** Writes whole blocks; the last one is filled up with zeros, and written again next time. */
  private void write(long from, long to) throws IOException {
    long at = LogLayout.blockBefore(from);
    while (at < to) {
      long part = Math.min(WRITE_BYTES_MAX, to - at);
      MemorySegment whole = blocks.asSlice(0, LogLayout.blockAfter(at + part) - at);
      buffer.get(at, whole.asSlice(0, part));
      whole.asSlice(part).fill((byte) 0);
      long start = System.nanoTime();
      segments.write(whole, at);
      at += part;
      meter.written(at, whole.byteSize(), System.nanoTime() - start);
      written = at;
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
