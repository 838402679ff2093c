package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.EvictionReason;
import dev.vitrine.event.HotCounters;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages in memory. {@link #read} gives a page under a shared latch, {@link #change} changes pages;
 * both load what is not there. Thread-safe; blocking where a page has to be read or a frame to be
 * freed.
 *
 * <p>A page's latch is not held during I/O of that page: its turn is (see {@code
 * docs/designs/buffer-pool.md} for the order of both). Latches are held for the length of a memory
 * operation, mostly, so waiting for one spins before it sleeps.
 */
public final class BufferPool implements AutoCloseable {

  public static final int FRAMES_MAX = PageTable.FRAMES_MAX;

  private static final int SPINS = 64;
  private static final long LATCH_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

  private final DiskManager disk;
  private final ChangeLog log;
  private final FrameSlab slab;
  private final PageTable table;
  private final PageIoTurns turns = new PageIoTurns();
  private final LruKPolicy policy;
  private final Evictor evictor;
  private final PoolMeter meter;
  private final PageFlusher flusher;
  private final OptimisticReads optimistic;

  private static FrameSlab slab(int frames, int pageSizeBytes) {
    try {
      return new FrameSlab(frames, pageSizeBytes);
    } catch (OutOfMemoryError e) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST,
              "the pool's %,d frames of %,d bytes do not fit into memory"
                  .formatted(frames, pageSizeBytes),
              e)
          .with("field", "frames");
    }
  }

  /**
   * @param frames how many pages the pool holds, up to {@link #FRAMES_MAX}
   * @param lruK K of its LRU-K policy
   */
  public BufferPool(
      DiskManager disk, ChangeLog log, EventSink sink, HotCounters counters, int frames, int lruK) {
    this.disk = disk;
    this.log = log;
    this.slab = slab(frames, disk.pageSizeBytes());
    this.table = new PageTable(LruKPolicy.historyLongs(lruK));
    this.policy = new LruKPolicy(table, lruK, slab.size());
    this.evictor = new Evictor(this, slab, policy);
    this.meter = new PoolMeter(sink, counters);
    this.flusher = new PageFlusher(this, disk, log, meter);
    this.optimistic = new OptimisticReads(this, table, slab, meter, policy);
  }

  /**
   * A page for reading; {@code page-not-found}, {@code checksum-failure}, {@code io-failure},
   * {@code busy} when no frame can be freed.
   */
  public ReadGuard read(long pageId) {
    for (int attempt = 0; ; attempt++) {
      long word = table.word(pageId);
      if (!PageTable.resident(word)) {
        Frame loaded = load(pageId, false);
        if (loaded != null) {
          return new ReadGuard(this, loaded.index, pageId, false);
        }
      } else if (table.tryShare(pageId, word)) {
        noteHit(pageId);
        return new ReadGuard(this, PageTable.frame(word), pageId, true);
      } else {
        pause(attempt);
      }
    }
  }

  /** Reads of pages in memory that take no latch. */
  public OptimisticReads optimistic() {
    return optimistic;
  }

  /**
   * What {@code reader} makes of a page: first without a latch and, when the page changed meanwhile
   * or is not in memory, once more through {@link #read}, whose errors it has. The reader must keep
   * to the segment it is given, change nothing, keep nothing of it, and end whatever the bytes are;
   * what it returns or throws on a page that changed is thrown away.
   */
  public <T> T view(long pageId, Function<MemorySegment, T> reader) {
    return optimistic.view(pageId, reader);
  }

  /** A page for reading if it is in a frame; not counted as an access. */
  public @Nullable ReadGuard peek(long pageId) {
    Frame frame = shareIfResident(pageId);
    return frame == null ? null : new ReadGuard(this, frame.index, pageId, true);
  }

  /** Begins a change of one or several pages; {@code read-only}. */
  public PageChange change() {
    disk.readOnly().requireWritable();
    return new PageChange(this, disk);
  }

  /** Gives back what {@link ReadGuard#pin} took. */
  void unpin(long pageId) {
    Frame frame = slab.get(PageTable.frame(table.word(pageId)));
    frame.pins.decrementAndGet();
  }

  /** Puts a page that was just written into a free frame; its turn is held. */
  void installClean(long pageId, Frame frame, MemorySegment image) {
    frame.memory.copyFrom(image);
    assign(frame, pageId);
    policy.accessed(pageId);
    table.install(pageId, frame.index, 0);
  }

  /** Takes a page out of its frame, if it is in one, whatever state it is in. */
  void drop(long pageId, EvictionReason reason) {
    Frame frame = latchExclusiveIfResident(pageId);
    if (frame != null) {
      dropLatched(frame, pageId, reason);
    }
  }

  /** Takes a page out of its frame; its exclusive latch is held, and gone afterwards. */
  void dropLatched(Frame frame, long pageId, EvictionReason reason) {
    vacate(frame, pageId, reason);
    slab.giveBack(frame);
  }

  /** Empties a frame that holds a page nobody uses, flushing it first; false when it can't be. */
  boolean tryEvict(Frame frame) {
    long pageId = frame.pageId;
    if (pageId == Frame.NO_PAGE || (frame.dirty && !flusher.tryFlushForEviction(pageId))) {
      return false;
    }
    long word = table.word(pageId);
    if (PageTable.frame(word) != frame.index || !table.tryExclusive(pageId, word)) {
      return false;
    }
    if (frame.dirty || frame.pins.get() > 0) {
      table.releaseUnchanged(pageId);
      return false;
    }
    vacate(frame, pageId, EvictionReason.CAPACITY);
    return true;
  }

  /** Whether a frame could be emptied right now. */
  boolean evictable(Frame frame, long pageId) {
    return frame.pins.get() == 0 && PageTable.unlatched(table.word(pageId));
  }

  /** The exclusive latch of a page, loaded if need be; counted as an access. */
  Frame latchExclusive(long pageId) {
    for (int attempt = 0; ; attempt++) {
      long word = table.word(pageId);
      if (!PageTable.resident(word)) {
        Frame loaded = load(pageId, true);
        if (loaded != null) {
          return loaded;
        }
      } else if (table.tryExclusive(pageId, word)) {
        noteHit(pageId);
        return slab.get(PageTable.frame(word));
      } else {
        pause(attempt);
      }
    }
  }

  /**
   * The exclusive latch of a page that is in no frame, which gets one with any content; null when
   * somebody just read it.
   */
  @Nullable Frame latchExclusiveUnread(long pageId) {
    turns.acquire(pageId);
    try {
      return PageTable.resident(table.word(pageId)) ? null : installUnread(pageId);
    } finally {
      turns.release(pageId);
    }
  }

  /**
   * The exclusive latch of a page that nobody has in use, in a frame with any content; null when
   * something of the page's former life still goes on. Waits for nobody.
   */
  @Nullable Frame tryLatchNew(long pageId) {
    // In its turn also when it is in a frame: a write of the former page may be under way.
    if (!turns.tryAcquire(pageId)) {
      return null;
    }
    try {
      long word = table.word(pageId);
      if (!PageTable.resident(word)) {
        return installUnread(pageId);
      }
      return table.tryExclusive(pageId, word) ? reuse(slab.get(PageTable.frame(word))) : null;
    } finally {
      turns.release(pageId);
    }
  }

  /** A frame that still holds a freed page begins anew, as a new page's. */
  private Frame reuse(Frame frame) {
    frame.notInFile = true;
    policy.accessed(frame.pageId);
    return frame;
  }

  private Frame installUnread(long pageId) {
    Frame frame = evictor.freeFrame(pageId);
    assign(frame, pageId);
    frame.notInFile = true;
    policy.accessed(pageId);
    table.install(pageId, frame.index, PageTable.EXCLUSIVE);
    return frame;
  }

  /** Ends a page that was freed; its exclusive latch is held, and gone afterwards. */
  void releaseFreed(Frame frame, long pageId) {
    markClean(frame);
    policy.forgotten(pageId);
    if (turns.tryAcquire(pageId)) {
      try {
        dropLatched(frame, pageId, EvictionReason.PAGE_FREED);
      } finally {
        turns.release(pageId);
      }
    } else {
      // Somebody writes an older version: the frame, clean, is left to the next eviction.
      releaseExclusive(pageId);
    }
  }

  /** Gives back a frame taken for a change that was not made; its exclusive latch is held. */
  void discardLatched(Frame frame, long pageId) {
    empty(frame);
    policy.forgotten(pageId);
    table.clear(pageId);
    slab.giveBack(frame);
  }

  @Nullable Frame latchExclusiveIfResident(long pageId) {
    for (int attempt = 0; ; attempt++) {
      long word = table.word(pageId);
      if (!PageTable.resident(word)) {
        return null;
      }
      if (table.tryExclusive(pageId, word)) {
        return slab.get(PageTable.frame(word));
      }
      pause(attempt);
    }
  }

  @Nullable Frame shareIfResident(long pageId) {
    for (int attempt = 0; ; attempt++) {
      long word = table.word(pageId);
      if (!PageTable.resident(word)) {
        return null;
      }
      if (table.tryShare(pageId, word)) {
        return slab.get(PageTable.frame(word));
      }
      pause(attempt);
    }
  }

  /** The shared latch of a page in a frame, if it can be had at once. */
  @Nullable Frame tryShare(long pageId) {
    long word = table.word(pageId);
    return PageTable.resident(word) && table.tryShare(pageId, word)
        ? slab.get(PageTable.frame(word))
        : null;
  }

  void unshare(long pageId) {
    table.unshare(pageId);
  }

  void releaseExclusive(long pageId) {
    table.releaseExclusive(pageId);
  }

  void releaseUnchanged(long pageId) {
    table.releaseUnchanged(pageId);
  }

  /** A page was changed; its exclusive latch is held. */
  void modified(Frame frame) {
    frame.modifications++;
    if (!frame.dirty) {
      frame.dirtySinceNanos = System.nanoTime();
      frame.dirty = true;
      meter.dirtyFrames.incrementAndGet();
    }
  }

  /** What was written is the newest version; the page's turn and a latch are held. */
  void markClean(Frame frame) {
    if (frame.dirty) {
      frame.dirty = false;
      meter.dirtyFrames.decrementAndGet();
    }
  }

  int pageSizeBytes() {
    return disk.pageSizeBytes();
  }

  ChangeLog log() {
    return log;
  }

  PageIoTurns turns() {
    return turns;
  }

  FrameSlab slab() {
    return slab;
  }

  Evictor evictor() {
    return evictor;
  }

  ReplacementPolicy policy() {
    return policy;
  }

  PoolMeter meter() {
    return meter;
  }

  public PageFlusher flusher() {
    return flusher;
  }

  /** Frees the memory; nobody may use the pool any more. */
  @Override
  public void close() {
    slab.close();
  }

  /** Reads the page into a frame and takes its latch; null when somebody else just read it. */
  private @Nullable Frame load(long pageId, boolean exclusive) {
    turns.acquire(pageId);
    try {
      if (PageTable.resident(table.word(pageId))) {
        return null;
      }
      if (disk.type(pageId) == PageType.FREE) {
        throw Errors.pageNotFound(pageId);
      }
      meter.miss(pageId);
      Frame frame = evictor.freeFrame(pageId);
      try {
        disk.read(pageId, frame.memory);
        requireKnownToLog(pageId, frame.memory);
      } catch (RuntimeException e) {
        slab.giveBack(frame);
        throw e;
      }
      assign(frame, pageId);
      policy.accessed(pageId);
      table.install(pageId, frame.index, exclusive ? PageTable.EXCLUSIVE : 1);
      return frame;
    } finally {
      turns.release(pageId);
    }
  }

  /** The log is durable before a page is written; where it is not so, it has lost something. */
  private void requireKnownToLog(long pageId, MemorySegment page) {
    long version = PageHeader.lsn(page);
    long end = log.lastLsn();
    if (version > end) {
      disk.readOnly()
          .trip(
              ("page %d has version %d and the log ends at %d: changes were lost from the log, and"
                      + " other pages may be older than they were. Bring the directory back from a"
                      + " copy, or read out what there is")
                  .formatted(pageId, version, end));
    }
  }

  private void assign(Frame frame, long pageId) {
    frame.dirty = false;
    frame.notInFile = false;
    frame.pageId = pageId;
    meter.usedFrames.incrementAndGet();
  }

  /** Takes the page out; its exclusive latch is held, and gone afterwards. */
  private void vacate(Frame frame, long pageId, EvictionReason reason) {
    empty(frame);
    meter.evicted(pageId, reason);
    table.clear(pageId);
  }

  private void empty(Frame frame) {
    markClean(frame);
    frame.pageId = Frame.NO_PAGE;
    meter.usedFrames.decrementAndGet();
  }

  /** A hit under the page's latch. */
  private void noteHit(long pageId) {
    policy.hit(table.chunk(pageId), table.entry(pageId), meter.hit(pageId));
  }

  private static void pause(int attempt) {
    if (attempt < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(LATCH_PAUSE_NANOS);
    }
  }
}
