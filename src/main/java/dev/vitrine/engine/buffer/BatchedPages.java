package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.disk.PendingImages;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.engine.wal.PageVersion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Several stored images at once: vectored, or coalesced for a moment to be written together. Turns
 * are taken in ascending order of the page ids, each before the latch of the same page and after
 * that of the page before it, so the order of locks holds. Blocking; thread-safe.
 */
public final class BatchedPages {

  /** Pages of one vectored operation, and of one coalesced write. */
  public static final int VECTOR_PAGES_MAX = 256;

  public static final int COALESCED_BATCH_PAGES_MAX = 64;

  /** Images that wait to be coalesced. */
  public static final int PENDING_IMAGES_MAX = 256;

  private final BufferPool pool;
  private final DiskManager disk;
  private final ChangeLog log;
  private final StoredPages stored;

  public BatchedPages(BufferPool pool, DiskManager disk, ChangeLog log, StoredPages stored) {
    this.pool = pool;
    this.disk = disk;
    this.log = log;
    this.stored = stored;
  }

  /**
   * Reads stored images in the order asked for; {@code page-not-found}, {@code checksum-failure}.
   */
  public List<StoredPages.Image> readVectored(List<Long> pageIds) {
    long[] ascending = pageIds.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    requireCount(pageIds.size());
    int size = disk.pageSizeBytes();
    try (Turns turns = new Turns();
        Arena arena = Arena.ofConfined()) {
      StoredPages.Cached[] cached = new StoredPages.Cached[ascending.length];
      for (int i = 0; i < ascending.length; i++) {
        PageAccess.requireExisting(disk, ascending[i]);
        turns.take(ascending[i]);
        PageAccess.requireExisting(disk, ascending[i]);
        pool.flusher().writeIfMissing(ascending[i]);
        // Now, while no turn of a higher page is held: this may wait for the page's latch.
        cached[i] = stored.cached(ascending[i]);
      }
      MemorySegment pages = arena.allocate((long) ascending.length * size, size);
      disk.readVectored(ascending, pages);
      List<StoredPages.Image> images = new ArrayList<>();
      for (long pageId : pageIds) {
        int index = Arrays.binarySearch(ascending, pageId);
        MemorySegment page = pages.asSlice((long) index * size, size);
        images.add(
            new StoredPages.Image(
                page.toArray(ValueLayout.JAVA_BYTE), PageHeader.lsn(page), cached[index]));
      }
      return images;
    }
  }

  /**
   * Replaces stored images, durably: the errors of {@link StoredPages#write}, before anything is
   * written. Returns the LSN that all of them got.
   */
  public long writeVectored(Map<Long, byte[]> images) {
    disk.readOnly().requireWritable();
    disk.pending().requireRoom();
    requireCount(images.size());
    TreeMap<Long, byte[]> ascending = new TreeMap<>(images);
    Map<Long, PageType> types = new TreeMap<>();
    ascending.forEach((pageId, image) -> types.put(pageId, admit(pageId, image)));
    int size = disk.pageSizeBytes();
    try (Turns turns = new Turns();
        Arena arena = Arena.ofConfined()) {
      MemorySegment pages = arena.allocate((long) ascending.size() * size, size);
      List<MemorySegment> each = new ArrayList<>();
      for (Map.Entry<Long, byte[]> image : ascending.entrySet()) {
        long pageId = image.getKey();
        turns.take(pageId);
        types.put(pageId, stored.typeToWrite(pageId, image.getValue()));
        stored.dropClean(pageId);
        MemorySegment page = pages.asSlice((long) each.size() * size, size);
        StoredPages.prepare(page, pageId, typeOf(types, pageId), image.getValue());
        each.add(page);
      }
      return writeLogged(types, pages, each);
    }
  }

  /** Like {@link StoredPages#write}: what is logged and can't be written is kept. */
  private long writeLogged(
      Map<Long, PageType> types, MemorySegment pages, List<MemorySegment> each) {
    List<Long> ids = List.copyOf(types.keySet());
    try (ChangeLog.Work _ = log.begin()) {
      List<PageVersion> versions = new ArrayList<>();
      for (int i = 0; i < ids.size(); i++) {
        versions.add(new PageVersion(ids.get(i), null, each.get(i)));
      }
      long lsn = log.append(versions, List.of());
      each.forEach(page -> PageHeader.stamp(page, lsn));
      types.forEach(stored::retype);
      try {
        log.ensureDurable(lsn);
        disk.writeVectored(ids.stream().mapToLong(Long::longValue).toArray(), pages);
      } catch (EngineException e) {
        for (int i = 0; i < ids.size(); i++) {
          disk.pending().put(ids.get(i), each.get(i).toArray(ValueLayout.JAVA_BYTE));
        }
        throw e;
      }
      return lsn;
    }
  }

  /**
   * Accepts an image to be written soon together with its neighbours; reads see it at once. Stable
   * only after {@link #flushCoalesced} and a sync. {@code queue-full}, and the errors of {@link
   * StoredPages#write}. Returns the LSN.
   */
  public long coalesce(long pageId, byte[] image, @Nullable Long ifMatch) {
    disk.readOnly().requireWritable();
    if (disk.pending().size() >= PENDING_IMAGES_MAX) {
      throw new EngineException(
              ErrorCode.QUEUE_FULL,
              "%d images wait to be coalesced already".formatted(PENDING_IMAGES_MAX))
          .with("queue_max", PENDING_IMAGES_MAX);
    }
    PageAccess.requireExisting(disk, pageId);
    try (Turns turns = new Turns()) {
      turns.take(pageId);
      PageType type = stored.typeToWrite(pageId, image);
      stored.requireMatch(pageId, ifMatch);
      stored.dropClean(pageId);
      byte[] stamped = new byte[image.length];
      MemorySegment page = MemorySegment.ofArray(stamped);
      StoredPages.prepare(page, pageId, type, image);
      try (ChangeLog.Work _ = log.begin()) {
        long lsn = log.append(List.of(new PageVersion(pageId, null, page)), List.of());
        PageHeader.stamp(page, lsn);
        disk.pending().put(pageId, stamped);
        stored.retype(pageId, type);
        return lsn;
      }
    }
  }

  /**
   * Writes every image that waited to be coalesced when this was called, also those that somebody
   * else is writing already; returns how many pages this call wrote.
   */
  public int flushCoalesced() {
    long[] accepted = disk.pending().ids();
    int written = 0;
    for (int from = 0; from < accepted.length; from += COALESCED_BATCH_PAGES_MAX) {
      int to = Math.min(accepted.length, from + COALESCED_BATCH_PAGES_MAX);
      written += flushCoalesced(Arrays.copyOfRange(accepted, from, to));
    }
    return written;
  }

  private int flushCoalesced(long[] ascending) {
    PendingImages pending = disk.pending();
    int size = disk.pageSizeBytes();
    try (Turns turns = new Turns();
        Arena arena = Arena.ofConfined()) {
      for (long pageId : ascending) {
        turns.take(pageId);
      }
      // What was written by another way meanwhile is pending no more.
      long[] ids = Arrays.stream(ascending).filter(pending::contains).toArray();
      if (ids.length == 0) {
        return 0;
      }
      MemorySegment pages = arena.allocate((long) ids.length * size, size);
      for (int i = 0; i < ids.length; i++) {
        disk.read(ids[i], pages.asSlice((long) i * size, size));
      }
      log.ensureDurable(highestLsn(pages, ids.length));
      disk.writeVectored(ids, pages);
      return ids.length;
    }
  }

  /** The checks that need no turn, so that a refusal drops no frame. */
  private PageType admit(long pageId, byte[] image) {
    PageType type = stored.typeToWrite(pageId, image);
    try (ReadGuard guard = pool.peek(pageId)) {
      if (guard != null && guard.pins() > 0) {
        throw Errors.pagePinned(pageId);
      }
      if (guard != null && guard.dirty()) {
        throw Errors.pageDirty(pageId);
      }
    }
    return type;
  }

  private static PageType typeOf(Map<Long, PageType> types, long pageId) {
    PageType type = types.get(pageId);
    if (type == null) {
      throw new IllegalStateException("no type for page " + pageId);
    }
    return type;
  }

  private long highestLsn(MemorySegment pages, int count) {
    long highest = 0;
    for (int i = 0; i < count; i++) {
      long offset = (long) i * disk.pageSizeBytes();
      highest = Math.max(highest, PageHeader.lsn(pages.asSlice(offset)));
    }
    return highest;
  }

  private static void requireCount(int pages) {
    if (pages < 1 || pages > VECTOR_PAGES_MAX) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST, "%d pages, not 1 to %d".formatted(pages, VECTOR_PAGES_MAX))
          .with("field", "pages");
    }
  }

  /** Turns held together, given back in any case. */
  private final class Turns implements AutoCloseable {
    private final List<Long> held = new ArrayList<>();

    void take(long pageId) {
      pool.turns().acquire(pageId);
      held.add(pageId);
    }

    @Override
    public void close() {
      held.forEach(pool.turns()::release);
    }
  }
}
