package dev.vitrine.engine;

import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.PageEvent;
import dev.vitrine.event.PageEvent.ChecksumFailure;
import dev.vitrine.event.PageEvent.PageAllocated;
import dev.vitrine.event.PageEvent.PageCompacted;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.event.PageEvent.PageMerged;
import dev.vitrine.event.PageEvent.PageSplit;
import dev.vitrine.event.StorageEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what was told of pages, but for compactions, which an insert may or may not need. */
final class ToldPageEvents implements EventSink {

  private final List<PageEvent> told = new ArrayList<>();

  @Override
  public boolean wants(HotVariant variant) {
    return false;
  }

  @Override
  public synchronized void emit(StorageEvent event) {
    if (event instanceof PageEvent page && !(page instanceof PageCompacted)) {
      told.add(page);
    }
  }

  /** Everything since the last call. */
  synchronized List<PageEvent> take() {
    List<PageEvent> taken = List.copyOf(told);
    told.clear();
    return taken;
  }

  static List<String> lines(List<PageEvent> events) {
    return events.stream()
        .map(event -> event.toString().replaceAll(", (timestampMicros|size|reason)=\\w+", ""))
        .toList();
  }

  /** Whether pages exist or not, as the events say; by page, the last word. */
  static Map<Long, Boolean> exists(List<PageEvent> events) {
    Map<Long, Boolean> exists = new HashMap<>();
    for (PageEvent event : events) {
      switch (event) {
        case PageAllocated allocated -> exists.put(allocated.pageId(), true);
        case PageFreed freed -> exists.put(freed.pageId(), false);
        case PageSplit _, PageMerged _, PageCompacted _ -> {}
        case ChecksumFailure failure -> throw new AssertionError(failure.toString());
      }
    }
    return exists;
  }
}
