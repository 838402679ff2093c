package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.page.PageCheck;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.SlottedPage;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page API's pages hold, as a map that knows nothing of files: the model that an engine is
 * compared with. Never changes.
 */
record StoreContent(SortedMap<Long, Page> pages) {

  /**
   * One page.
   *
   * @param records by slot; empty on raw pages
   * @param payload of a raw page, in Latin-1; empty on slotted pages
   */
  record Page(String type, SortedMap<Integer, String> records, String payload) {

    static final Page EMPTY_SLOTTED = new Page("slotted", Collections.emptySortedMap(), "");

    boolean slotted() {
      return type.equals("slotted");
    }

    Page with(int slot, @Nullable String record) {
      TreeMap<Integer, String> changed = new TreeMap<>(records);
      if (record == null) {
        changed.remove(slot);
      } else {
        changed.put(slot, record);
      }
      return new Page(type, changed, payload);
    }

    /** Where the next record goes. */
    int lowestFreeSlot() {
      int slot = 0;
      while (records.containsKey(slot)) {
        slot++;
      }
      return slot;
    }

    static Page of(String type, byte[] image) {
      if (!type.equals("slotted")) {
        int length = image.length - PageLayout.HEADER_BYTES;
        String payload =
            new String(image, PageLayout.HEADER_BYTES, length, StandardCharsets.ISO_8859_1);
        return new Page(type, Collections.emptySortedMap(), payload);
      }
      MemorySegment memory = MemorySegment.ofArray(image);
      assertThat(PageCheck.slots(memory)).isNull();
      SlottedPage slots = SlottedPage.of(memory);
      TreeMap<Integer, String> records = new TreeMap<>();
      for (int slot = 0; slot < slots.slotCount(); slot++) {
        if (slots.isUsed(slot)) {
          records.put(slot, new String(slots.get(slot), StandardCharsets.ISO_8859_1));
        }
      }
      return new Page(type, records, "");
    }

    @Override
    public String toString() {
      return slotted() ? "slotted" + records : "raw #" + payload.hashCode();
    }
  }

  static final StoreContent EMPTY = new StoreContent(Collections.emptySortedMap());

  /** Reads everything there is through the buffer pool. */
  static StoreContent of(StorageEngine engine) {
    TreeMap<Long, Page> pages = new TreeMap<>();
    for (PageSummary page : all(engine)) {
      if (page.type().equals("slotted") || page.type().equals("raw")) {
        pages.put(page.pageId(), page(engine, page.pageId()));
      }
    }
    return new StoreContent(pages);
  }

  static List<PageSummary> all(StorageEngine engine) {
    List<PageSummary> pages = new ArrayList<>();
    long after = -1;
    do {
      PageListing listing = engine.pages().listPages(after, 1000);
      pages.addAll(listing.items());
      after = listing.nextAfter();
    } while (after >= 0);
    return pages;
  }

  static Page page(StorageEngine engine, long pageId) {
    Lease lease = engine.bufferPool().pinPage(pageId);
    try {
      byte[] image = engine.bufferPool().getLease(lease.id()).bytes();
      return Page.of(PageHeader.type(MemorySegment.ofArray(image)).label(), image);
    } finally {
      engine.bufferPool().unpinPage(lease.id(), false);
    }
  }

  Page page(long pageId) {
    Page page = pages.get(pageId);
    if (page == null) {
      throw new IllegalArgumentException("no page " + pageId);
    }
    return page;
  }

  /** The same with another page; null takes it away. */
  StoreContent with(long pageId, @Nullable Page page) {
    TreeMap<Long, Page> changed = new TreeMap<>(pages);
    if (page == null) {
      changed.remove(pageId);
    } else {
      changed.put(pageId, page);
    }
    return new StoreContent(changed);
  }

  /** Pages that are here and not there. */
  List<Long> without(StoreContent other) {
    return pages.keySet().stream().filter(id -> !other.pages.containsKey(id)).toList();
  }

  /** Whether only these pages differ. */
  boolean sameBut(StoreContent other, List<Long> pageIds) {
    StoreContent here = this;
    StoreContent there = other;
    for (long pageId : pageIds) {
      here = here.with(pageId, null);
      there = there.with(pageId, null);
    }
    return here.equals(there);
  }

  /** The records of some pages, wherever they lie. */
  List<String> records(long... pageIds) {
    Stream.Builder<String> records = Stream.builder();
    for (long pageId : pageIds) {
      page(pageId).records.values().forEach(records);
    }
    return records.build().sorted().toList();
  }

  /** What differs, for people. */
  String difference(StoreContent other) {
    StringBuilder lines = new StringBuilder();
    TreeMap<Long, Page> all = new TreeMap<>(pages);
    all.putAll(other.pages);
    for (Map.Entry<Long, Page> entry : all.entrySet()) {
      long id = entry.getKey();
      Page here = pages.get(id);
      Page there = other.pages.get(id);
      if (here == null || !here.equals(there)) {
        lines.append("  page %d: %s%n  instead of %s%n".formatted(id, there, here));
      }
    }
    return lines.toString();
  }
}
