package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.engine.wal.PageVersion;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.PageEvent.PageAllocated;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.event.StorageEvent;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one or several pages as one atom, and the only way to change a page: exclusive
 * latches, then one entry in the change log, then new LSN, checksum and dirty mark. Pages can be
 * created and freed within it. Closed without {@link #commit}, every page is as it was and nothing
 * is told.
 *
 * <p>For one thread. Existing pages are taken in ascending order of their ids; new ones at any
 * time, since nobody else waits for them. A change stands in memory when {@link #commit} returns
 * and is durable when the log says so: wait for that after {@link #close}, with no latch held.
 */
public final class PageChange implements AutoCloseable {

  /** A new page, formatted and empty; its id is nobody else's. */
  public record Created(long pageId, MemorySegment memory) {}

  private enum Fate {
    CHANGED,
    CREATED,
    FREED
  }

  private static final class Held {
    final Frame frame;
    final long pageId;

    /** The bytes as they were; null when the frame was taken for this change. */
    final byte @Nullable [] before;

    Fate fate;
    boolean retyped;

    Held(Frame frame, long pageId, byte @Nullable [] before, Fate fate) {
      this.frame = frame;
      this.pageId = pageId;
      this.before = before;
      this.fate = fate;
    }

    PageVersion version() {
      MemorySegment old =
          before == null || fate != Fate.CHANGED ? null : MemorySegment.ofArray(before);
      return new PageVersion(pageId, old, frame.memory);
    }
  }

  private final BufferPool pool;
  private final DiskManager disk;
  private final List<Held> pages = new ArrayList<>(2);
  private final List<StorageEvent> events = new ArrayList<>(2);
  private long highestTaken = -1;
  private boolean committed;
  private long lsn;

  PageChange(BufferPool pool, DiskManager disk) {
    this.pool = pool;
    this.disk = disk;
  }

  /** Takes a page for changing, loading it if need be; an access like any other. */
  public MemorySegment page(long pageId) {
    requireAscending(pageId);
    byte[] before = new byte[pool.pageSizeBytes()];
    Frame frame = pool.latchExclusive(pageId);
    return hold(frame, pageId, copy(frame, before), Fate.CHANGED);
  }

  /**
   * Takes a page whose content is of no interest, because it is to be freed: like {@link #page},
   * but nothing is read, so that it works for damaged pages too.
   */
  public void pageToFree(long pageId) {
    requireAscending(pageId);
    while (true) {
      Frame resident = pool.latchExclusiveIfResident(pageId);
      if (resident != null) {
        hold(resident, pageId, copy(resident, new byte[pool.pageSizeBytes()]), Fate.CHANGED);
        return;
      }
      Frame taken = pool.latchExclusiveUnread(pageId);
      if (taken != null) {
        PageHeader.format(taken.memory, pageId, PageType.FREE, 0);
        hold(taken, pageId, null, Fate.CHANGED);
        return;
      }
    }
  }

  /**
   * Creates a page; {@code disk-full}, {@code busy}. Its {@code PageAllocated} comes before the
   * events that are added later.
   *
   * @param owner 0 for the page API, else the id of the object the page belongs to
   */
  public Created create(PageType type, long owner) {
    List<Long> inUse = new ArrayList<>();
    try {
      long pageId = disk.reserve();
      Frame frame;
      while ((frame = takeNew(pageId)) == null) {
        inUse.add(pageId);
        pageId = disk.reserve();
      }
      PageHeader.format(frame.memory, pageId, type, owner);
      hold(frame, pageId, null, Fate.CREATED);
      emit(new PageAllocated(pageId, pool.pageSizeBytes(), EventClock.nowMicros()));
      return new Created(pageId, frame.memory);
    } finally {
      inUse.forEach(disk::release);
    }
  }

  /** Frees a page that was taken: its id can be given again after {@link #close}. */
  public void free(long pageId) {
    Held held = held(pageId);
    held.fate = Fate.FREED;
    PageHeader.format(held.frame.memory, pageId, PageType.FREE, 0);
    emit(new PageFreed(pageId, EventClock.nowMicros()));
  }

  /** Makes a page that was taken an empty page of another type; its owner stays. */
  public void retype(long pageId, PageType type) {
    Held held = held(pageId);
    MemorySegment memory = held.frame.memory;
    PageHeader.format(memory, pageId, type, PageHeader.owner(memory));
    held.retyped = true;
  }

  /** Leases that hold a page of this change. */
  public int pins(long pageId) {
    return held(pageId).frame.pins.get();
  }

  /** Adds an event to be told when the change is durable. */
  public void emit(StorageEvent event) {
    events.add(event);
  }

  /** Makes the change stand; returns its LSN. {@code disk-full}, {@code read-only}. */
  public long commit() {
    try (ChangeLog.Work _ = pool.log().begin()) {
      // Dirty before the log knows of it: a checkpoint that begins after the entry sees the mark.
      pages.forEach(held -> pool.modified(held.frame));
      lsn = pool.log().append(pages.stream().map(Held::version).toList(), events);
      committed = true;
      for (Held held : pages) {
        PageHeader.stamp(held.frame.memory, lsn);
        register(held);
      }
      return lsn;
    }
  }

  /** Marks every page dirty as it is, without a new version. */
  public void commitUnchanged() {
    pages.forEach(held -> pool.modified(held.frame));
    committed = true;
  }

  /** Waits until a committed change may be acknowledged; after {@link #close}. */
  public void awaitAcknowledgeable() {
    if (!pages.isEmpty()) {
      throw new IllegalStateException("latches are held");
    }
    if (lsn > 0) {
      pool.log().awaitAcknowledgeable(lsn);
    }
  }

  @Override
  public void close() {
    for (Held held : pages.reversed()) {
      if (committed) {
        release(held);
      } else {
        undo(held);
      }
    }
    pages.clear();
  }

  private @Nullable Frame takeNew(long pageId) {
    try {
      return pool.tryLatchNew(pageId);
    } catch (RuntimeException e) {
      disk.release(pageId);
      throw e;
    }
  }

  private void register(Held held) {
    switch (held.fate) {
      case CREATED ->
          disk.publish(
              held.pageId,
              PageHeader.type(held.frame.memory),
              PageHeader.owner(held.frame.memory) != 0);
      case FREED -> disk.withdraw(held.pageId);
      case CHANGED -> {
        if (held.retyped) {
          disk.retype(held.pageId, PageHeader.type(held.frame.memory));
        }
      }
    }
  }

  private void release(Held held) {
    if (held.fate == Fate.FREED) {
      pool.releaseFreed(held.frame, held.pageId);
      disk.release(held.pageId);
    } else {
      pool.releaseExclusive(held.pageId);
    }
  }

  private void undo(Held held) {
    byte[] before = held.before;
    if (before != null) {
      MemorySegment.copy(before, 0, held.frame.memory, ValueLayout.JAVA_BYTE, 0, before.length);
      pool.releaseExclusive(held.pageId);
      return;
    }
    pool.discardLatched(held.frame, held.pageId);
    if (held.fate == Fate.CREATED) {
      disk.release(held.pageId);
    }
  }

  private void requireAscending(long pageId) {
    if (pageId <= highestTaken) {
      throw new IllegalStateException("pages are taken in ascending order");
    }
    highestTaken = pageId;
  }

  private MemorySegment hold(Frame frame, long pageId, byte @Nullable [] before, Fate fate) {
    pages.add(new Held(frame, pageId, before, fate));
    return frame.memory;
  }

  private static byte[] copy(Frame frame, byte[] target) {
    MemorySegment.copy(frame.memory, ValueLayout.JAVA_BYTE, 0, target, 0, target.length);
    return target;
  }

  private Held held(long pageId) {
    return pages.stream().filter(held -> held.pageId == pageId).findFirst().orElseThrow();
  }
}
