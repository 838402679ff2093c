package dev.vitrine.engine.wal;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.StorageEvent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The redo log. A change is one record; a record's end is the change's log sequence number. Whoever
 * waits for a change to be durable writes and syncs everything appended so far, for all who wait
 * (group commit). Thread-safe.
 *
 * <p>Order of locks: latches and turns of pages, then {@link #appending}, then the {@link LogSync}
 * that writes. Nobody who writes takes one of the former.
 */
public final class WriteAheadLog implements ChangeLog, AutoCloseable {

  /** A log longer than so many times the checkpoint size slows writers down. */
  private static final int CHECKPOINTS_BEHIND_MAX = 3;

  private static final long SLOW_DOWN_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SLOW_DOWN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LogSegments segments;
  private final LogConfig config;
  private final ReadOnlySwitch readOnly;
  private final int generation;

  /** Room in the prepared segments that only a checkpoint may use. */
  private final long reserveBytes;

  private final LogBuffer buffer;
  private final LogSync sync;
  private final StagedEvents staged = new StagedEvents();
  private final WorkInProgress work = new WorkInProgress();
  private final ThreadLocal<RecordEncoder> encoders = ThreadLocal.withInitial(RecordEncoder::new);
  private final ReentrantLock appending = new ReentrantLock();

  /** The end of what is in the buffer; only a whole record's end is given as a number. */
  private volatile long appended;

  private volatile long lastLsn;

  /** Changes of pages that are not newer than this are told in full. */
  private volatile long redoPoint;

  /** Where recovery would begin. */
  private volatile long stableRedoPoint;

  private volatile boolean wantsRoom;
  private volatile long records;
  private volatile long recordBytes;

  WriteAheadLog(
      LogSegments segments,
      LogConfig config,
      LogStart start,
      EventSink sink,
      LogMeter meter,
      ReadOnlySwitch readOnly)
      throws IOException {
    this.segments = segments;
    this.config = config;
    this.readOnly = readOnly;
    this.generation = start.generation();
    this.redoPoint = start.redoPoint();
    this.stableRedoPoint = start.redoPoint();
    this.appended = start.end();
    this.lastLsn = start.end();
    this.reserveBytes = segments.payloadBytes() / 4;
    this.buffer = new LogBuffer(config.bufferBytes());
    this.sync =
        new LogSync(
            segments, buffer, start.end(), meter, readOnly, durable -> staged.tell(durable, sink));
  }

  @Override
  public Work begin() {
    return work.begin();
  }

  /** {@code disk-full} when the log can't grow, {@code read-only} after it failed. */
  @Override
  public long append(List<PageVersion> pages, List<? extends StorageEvent> events) {
    return append(pages, events, reserveBytes);
  }

  /**
   * Takes what a checkpoint has to log. For this some room is kept, so that a full device does not
   * keep the checkpoint from being taken that gives room back.
   */
  public long appendForCheckpoint(List<PageVersion> pages) {
    return append(pages, List.of(), 0);
  }

  private long append(
      List<PageVersion> pages, List<? extends StorageEvent> events, long reservedBytes) {
    RecordEncoder encoder = encoders.get();
    long encodedFor = redoPoint;
    encoder.encode(pages, encodedFor);
    appending.lock();
    try {
      readOnly.requireWritable();
      if (encodedFor != redoPoint) {
        // A checkpoint began meanwhile: what was told by its difference may have to be told in
        // full.
        encoder.encode(pages, redoPoint);
      }
      long position = appended;
      long end = LogLayout.endOf(position, encoder.length());
      makeRoom(end + reservedBytes);
      encoder.seal(position, sync.durableLsn(), generation);
      // Before anybody can make it durable: who does so tells the events.
      staged.add(end, events);
      put(MemorySegment.ofArray(encoder.bytes()).asSlice(0, encoder.length()), position, end);
      lastLsn = end;
      count(end - position);
      return end;
    } finally {
      appending.unlock();
    }
  }

  private void makeRoom(long end) {
    try {
      segments.prepare(end);
    } catch (EngineException e) {
      wantsRoom = true;
      throw e;
    }
  }

  /** Whether the log could not grow since the last checkpoint; one would give room back. */
  public boolean wantsRoom() {
    return wantsRoom;
  }

  @Override
  public void ensureDurable(long lsn) {
    sync.ensureDurable(lsn, this::state);
  }

  @Override
  public void awaitAcknowledgeable(long lsn) {
    slowDown();
    switch (config.durability()) {
      case SYNC -> ensureDurable(lsn);
      case INTERVAL -> {
        // The log's own thread makes it durable.
      }
    }
  }

  /** Lets checkpoints catch up when the log grows faster than they are taken. */
  private void slowDown() {
    long start = System.nanoTime();
    while (lastLsn - stableRedoPoint > CHECKPOINTS_BEHIND_MAX * config.checkpointBytes()
        && readOnly.reason() == null
        && System.nanoTime() - start < SLOW_DOWN_NANOS_MAX) {
      LockSupport.parkNanos(this, SLOW_DOWN_PAUSE_NANOS);
    }
  }

  @Override
  public long lastLsn() {
    return lastLsn;
  }

  public long durableLsn() {
    return sync.durableLsn();
  }

  @Override
  public String durability() {
    return switch (config.durability()) {
      case SYNC -> "sync: an acknowledged change is on stable storage";
      case INTERVAL ->
          "interval: an acknowledged change is on stable storage after %d ms at the latest"
              .formatted(config.syncInterval().toMillis());
    };
  }

  /**
   * Begins a checkpoint: changes appended from now on don't rely on page images that are older.
   * Returns when every change before that is where the checkpoint looks for it; its redo point.
   */
  public long beginCheckpoint() {
    long begun;
    appending.lock();
    try {
      redoPoint = lastLsn;
      begun = lastLsn;
    } finally {
      appending.unlock();
    }
    work.awaitEarlier();
    return begun;
  }

  /** The log before this point is not needed any more: its files are used again. */
  public void recycle(long newRedoPoint) {
    stableRedoPoint = newRedoPoint;
    wantsRoom = false;
    segments.recycle(stableRedoPoint, appended);
  }

  /** Has the next segment ready before somebody must wait for it; for a background thread. */
  public void prepareAhead() {
    if (readOnly.reason() == null
        && segments.preparedUpTo() - appended < segments.payloadBytes() / 2) {
      segments.prepare(segments.preparedUpTo() + 1);
    }
  }

  /** Reads everything that is durable now and not given away; blocking, and nobody waits for it. */
  public LogCheck check(int pageSizeBytes) {
    return new OpenLogCheck(segments, () -> stableRedoPoint, generation, pageSizeBytes)
        .upTo(durableLsn());
  }

  public LogStatistics statistics() {
    LogMeter meter = sync.meter();
    return new LogStatistics(
        lastLsn,
        sync.durableLsn(),
        stableRedoPoint,
        records,
        recordBytes,
        meter.writes(),
        meter.bytesWritten(),
        meter.writeLatencyUs(),
        meter.syncs(),
        meter.syncLatencyUs(),
        segments.count(),
        (int) (segments.payloadBytes() + LogLayout.BLOCK_BYTES));
  }

  /** Closes the files as they are; nobody may use the log any more. */
  @Override
  public void close() throws IOException {
    try (buffer) {
      sync.close();
      segments.close();
    }
  }

  /**
   * Puts a record into the buffer. Only one that is longer than what is free there is shown to the
   * writer in pieces.
   */
  private void put(MemorySegment record, long position, long end) {
    long recordEnd = position + record.byteSize();
    long at = position;
    while (at < recordEnd) {
      long part = Math.min(room(at), recordEnd - at);
      if (part > 0) {
        buffer.put(at, record.asSlice(at - position, part));
        at += part;
      } else {
        drain(at);
      }
    }
    if (room(recordEnd) < end - recordEnd) {
      drain(recordEnd);
    }
    buffer.putZeros(recordEnd, (int) (end - recordEnd));
    appended = end;
  }

  private long room(long at) {
    return buffer.capacityBytes() - (at - LogLayout.blockBefore(sync.written()));
  }

  private void drain(long upTo) {
    appended = upTo;
    sync.ensureDurable(upTo, this::state);
  }

  /** What there is to write, and which record was the last complete one before that was asked. */
  private LogSync.Appended state() {
    long complete = lastLsn;
    return new LogSync.Appended(appended, complete);
  }

  @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // locked
  private void count(long bytes) {
    records++;
    recordBytes += bytes;
  }

  /** Thrown to whoever relies on a log that failed. */
  static EngineException failed(String what, IOException e) {
    return new EngineException(ErrorCode.IO_FAILURE, what + ": " + e.getMessage(), e);
  }
}
