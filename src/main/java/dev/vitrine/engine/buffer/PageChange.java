package dev.vitrine.engine.buffer;

import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.StorageEvent;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of one or several pages as one atom, and the only way to change a page: exclusive
 * latches, then one entry in the change log, then new LSN, checksum and dirty mark, then the
 * events. Closed without {@link #commit}, every page is as it was and nothing is told.
 *
 * <p>For one thread. Several pages are taken in ascending order of their ids.
 */
public final class PageChange implements AutoCloseable {

  private record Held(Frame frame, long pageId, byte[] before) {}

  private final BufferPool pool;
  private final EventSink sink;
  private final List<Held> pages = new ArrayList<>(2);
  private final List<StorageEvent> events = new ArrayList<>(2);
  private boolean committed;

  PageChange(BufferPool pool, EventSink sink) {
    this.pool = pool;
    this.sink = sink;
  }

  /** Takes a page for changing, loading it if need be; an access like any other. */
  public MemorySegment page(long pageId) {
    if (!pages.isEmpty() && pages.getLast().pageId >= pageId) {
      throw new IllegalStateException("pages are taken in ascending order");
    }
    byte[] before = new byte[pool.pageSizeBytes()];
    Frame frame = pool.latchExclusive(pageId);
    MemorySegment.copy(frame.memory, ValueLayout.JAVA_BYTE, 0, before, 0, before.length);
    pages.add(new Held(frame, pageId, before));
    return frame.memory;
  }

  /** Leases that hold a page of this change. */
  public int pins(long pageId) {
    return held(pageId).frame.pins.get();
  }

  /** Adds an event to be told when the change stands. */
  public void emit(StorageEvent event) {
    events.add(event);
  }

  /** Makes the change stand; returns its LSN. */
  public long commit() {
    long lsn = pool.log().append(pages.stream().map(held -> held.frame.memory).toList());
    for (Held held : pages) {
      PageHeader.stamp(held.frame.memory, lsn);
      pool.modified(held.frame);
    }
    committed = true;
    events.forEach(sink::emit);
    return lsn;
  }

  /** Marks every page dirty as it is, without a new version. */
  public void commitUnchanged() {
    pages.forEach(held -> pool.modified(held.frame));
    committed = true;
  }

  @Override
  public void close() {
    for (Held held : pages.reversed()) {
      if (!committed) {
        MemorySegment.copy(
            held.before, 0, held.frame.memory, ValueLayout.JAVA_BYTE, 0, held.before.length);
      }
      pool.releaseExclusive(held.pageId);
    }
    pages.clear();
  }

  private Held held(long pageId) {
    return pages.stream().filter(held -> held.pageId == pageId).findFirst().orElseThrow();
  }
}
