package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.PageType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which page ids are in use, and for what: a byte for each page, in memory. Thread-safe.
 *
 * <p>The file is divided into groups: an allocation map page, then the pages it has a byte for. The
 * first group begins at page 1, after the file header. A byte holds the type code, and {@link
 * #OWNED} for pages that belong to an object of the engine. The map pages on disk are those of the
 * last checkpoint; the log tells what changed since ({@link MapRebuild}).
 */
final class AllocationMap {

  static final byte OWNED = 0x40;
  private static final byte RESERVED = (byte) 0x80;
  private static final int TYPE_MASK = 0x3F;

  private final int entriesPerMap;
  private byte[] entries = new byte[1024];
  private long pageCount;
  private final BitSet free = new BitSet();
  private final BitSet dirtyGroups = new BitSet();

  /** Ids given back whose stored image may still be that of the page they had been. */
  private final BitSet freed = new BitSet();

  private long allocated;

  AllocationMap(int pageSizeBytes) {
    this.entriesPerMap = entriesPerMap(pageSizeBytes);
    set(0, PageType.FILE_HEADER, true);
  }

  /** How many pages one map page has a byte for. */
  static int entriesPerMap(int pageSizeBytes) {
    return pageSizeBytes - PageLayout.HEADER_BYTES;
  }

  boolean isMapPage(long pageId) {
    return pageId > 0 && (pageId - 1) % (entriesPerMap + 1) == 0;
  }

  /** Ids below this one were given at some time. */
  synchronized long pageCount() {
    return pageCount;
  }

  synchronized long allocatedCount() {
    return allocated;
  }

  synchronized long freeCount() {
    return free.cardinality();
  }

  /** Takes a free id, the lowest there is. It is in use only after {@link #set}. */
  synchronized long reserve() {
    int reused = free.nextSetBit(0);
    if (reused >= 0) {
      free.clear(reused);
      entries[reused] = RESERVED;
      return reused;
    }
    long pageId = pageCount;
    put(pageId, RESERVED);
    return pageId;
  }

  /** Marks a page as being freed: it is not found any more, and its id not yet given again. */
  synchronized void withdraw(long pageId) {
    entries[Math.toIntExact(pageId)] |= RESERVED;
    freed.set(Math.toIntExact(pageId));
    dirtyGroups.set(group(pageId));
    allocated--;
  }

  /** Gives a reserved or withdrawn id back. */
  synchronized void release(long pageId) {
    entries[Math.toIntExact(pageId)] = 0;
    free.set(Math.toIntExact(pageId));
    freed.set(Math.toIntExact(pageId));
  }

  /** Puts a page in use. */
  synchronized void set(long pageId, PageType type, boolean owned) {
    put(pageId, (byte) (type.code() | (owned ? OWNED : 0)));
    freed.clear(Math.toIntExact(pageId));
    if (pageId > 0) {
      dirtyGroups.set(group(pageId));
    }
    allocated++;
  }

  /** Gives a page in use another type. */
  synchronized void retype(long pageId, PageType type) {
    entries[Math.toIntExact(pageId)] = (byte) ((entry(pageId) & ~TYPE_MASK) | type.code());
    dirtyGroups.set(group(pageId));
  }

  /** The type of a page; {@link PageType#FREE} for every id that is not in use. */
  synchronized PageType type(long pageId) {
    byte entry = entry(pageId);
    return entry < 0 ? PageType.FREE : PageType.ofCode(entry & TYPE_MASK);
  }

  synchronized boolean owned(long pageId) {
    return (entry(pageId) & OWNED) != 0;
  }

  /** The next id in use after {@code pageId}, or -1. */
  synchronized long nextAllocated(long pageId) {
    for (long id = pageId + 1; id < pageCount; id++) {
      if (entries[(int) id] > 0) {
        return id;
      }
    }
    return -1;
  }

  /** The next page of this type after {@code pageId}, or -1. */
  synchronized long nextOfType(PageType type, long pageId) {
    for (long id = pageId + 1; id < pageCount; id++) {
      if (entries[(int) id] > 0 && (entries[(int) id] & TYPE_MASK) == type.code()) {
        return id;
      }
    }
    return -1;
  }

  /** Fills a map page's payload from memory. */
  synchronized void store(long mapPageId, MemorySegment page) {
    for (int i = 0; i < entriesPerMap; i++) {
      byte entry = entry(mapPageId + 1 + i);
      page.set(ValueLayout.JAVA_BYTE, PageLayout.HEADER_BYTES + i, entry < 0 ? 0 : entry);
    }
  }

  /** What a map page says of a page of its group. */
  static byte entry(MemorySegment mapPage, long mapPageId, long pageId) {
    return mapPage.get(ValueLayout.JAVA_BYTE, PageLayout.HEADER_BYTES + (pageId - mapPageId - 1));
  }

  /** A map page and the pages that it has a byte for. */
  int groupPages() {
    return entriesPerMap + 1;
  }

  synchronized void markDirty(long mapPageId) {
    dirtyGroups.set(group(mapPageId));
  }

  /** The map pages that are not as on disk, ascending; from now on taken as if they were. */
  synchronized long[] takeDirty() {
    long[] mapPages =
        dirtyGroups.stream().mapToLong(group -> 1 + (long) group * groupPages()).toArray();
    dirtyGroups.clear();
    return mapPages;
  }

  /** The ids that are {@link #freed}, ascending. */
  synchronized long[] freedIds() {
    return freed.stream().asLongStream().toArray();
  }

  /** What is stored for an id that is not in use says so now. */
  synchronized void storedAsFree(long pageId) {
    freed.clear(Math.toIntExact(pageId));
  }

  /** All that is known of an id, at one moment. */
  synchronized PageUse use(long pageId) {
    boolean between = entry(pageId) < 0;
    return new PageUse(type(pageId), owned(pageId), between || freed.get(Math.toIntExact(pageId)));
  }

  /** Where the counts, the free ids and the entries disagree; null where they do not. */
  synchronized @Nullable String inconsistency() {
    long used = 0;
    for (int id = 0; id < pageCount; id++) {
      used += entries[id] > 0 ? 1 : 0;
      if (free.get(id) != (entries[id] == 0)) {
        return "page %d is %s free, and its entry is %d"
            .formatted(id, free.get(id) ? "listed as" : "not listed as", entries[id]);
      }
    }
    if (used != allocated) {
      return "%d pages are counted in use, %d are".formatted(allocated, used);
    }
    return free.length() <= pageCount
        ? null
        : "page %d is listed as free, and was never given".formatted(free.length() - 1);
  }

  /** Takes an entry as it was when the file was closed; ids ascend. */
  synchronized void loadEntry(long pageId, byte entry) {
    put(pageId, entry);
    if (entry == 0) {
      free.set(Math.toIntExact(pageId));
    } else {
      allocated++;
    }
  }

  private int group(long pageId) {
    return Math.toIntExact((pageId - 1) / groupPages());
  }

  private byte entry(long pageId) {
    return pageId >= 0 && pageId < pageCount ? entries[(int) pageId] : 0;
  }

  private void put(long pageId, byte entry) {
    if (pageId >= Integer.MAX_VALUE - 8) {
      throw new EngineException(ErrorCode.DISK_FULL, "every page id of the file was given");
    }
    int index = (int) pageId;
    if (index >= entries.length) {
      entries = Arrays.copyOf(entries, (int) Math.min(Integer.MAX_VALUE - 8L, index * 2L));
    }
    entries[index] = entry;
    pageCount = Math.max(pageCount, pageId + 1);
  }
}
