package dev.vitrine.engine.disk;

import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.IoErrors;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.file.StoreFile;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The page file: whole pages by id, and which ids are in use. Blocking; thread-safe. It knows
 * nothing of the buffer pool: who calls {@link #read} or {@link #write} holds the page's {@code
 * PageIoTurns} turn.
 */
public final class DiskManager implements PageDoor, AutoCloseable {

  public static final String FILE_NAME = "pages.vtr";

  /** How much the file grows at once. */
  static final int EXTENSION_BYTES = 256 * 1024;

  private final StoreFile file;
  private final PageIo io;
  private final UringDoor uring;
  private final PageBuffers buffers;
  private final IoMeter meter;
  private final ReadOnlySwitch readOnly;
  private final AllocationMap map;
  private final PendingImages pending = new PendingImages();
  private final FileHeader header;

  /** Pages that have room in the file, and need no more of the device to be written. */
  private long capacityPages;

  private DiskManager(
      StoreFile file,
      Path path,
      FileHeader header,
      IoMeter meter,
      EventSink sink,
      ReadOnlySwitch readOnly)
      throws IOException {
    this.file = file;
    this.meter = meter;
    this.header = header;
    this.readOnly = readOnly;
    this.capacityPages = file.size() / header.pageSizeBytes();
    this.map = new AllocationMap(header.pageSizeBytes());
    this.buffers = new PageBuffers(header.pageSizeBytes());
    this.io = new PageIo(file, header.pageSizeBytes(), meter, sink, readOnly);
    this.uring =
        UringDoor.open(
            path,
            file.direct(),
            pending,
            ringFile -> new PageIo(ringFile, header.pageSizeBytes(), meter, sink, readOnly));
  }

  /** Whether there is a page file; not where making it was cut short before a page was stable. */
  public static boolean exists(FileStore files, int pageSizeBytes) throws IOException {
    if (!files.exists(FILE_NAME)) {
      return false;
    }
    try (StoreFile file = files.open(FILE_NAME)) {
      return !new PageFileOpener(file, pageSizeBytes).cutShort();
    }
  }

  /** Makes the page file of a new data directory: page 0, stable when this returns. */
  public static DiskManager create(
      FileStore files,
      int pageSizeBytes,
      EventSink sink,
      HotCounters counters,
      ReadOnlySwitch readOnly)
      throws IOException {
    return open(files, PageFileOpener::create, pageSizeBytes, sink, counters, readOnly);
  }

  /**
   * Opens the page file of a directory; {@code data-directory} when the file is foreign, cut short,
   * of another format or of another page size. Which ids are in use is known after {@link
   * PageRedo#finish}.
   */
  public static DiskManager open(
      FileStore files,
      int pageSizeBytes,
      EventSink sink,
      HotCounters counters,
      ReadOnlySwitch readOnly)
      throws IOException {
    return open(files, PageFileOpener::open, pageSizeBytes, sink, counters, readOnly);
  }

  private interface Opening {
    FileHeader with(PageFileOpener opener) throws IOException;
  }

  private static DiskManager open(
      FileStore files,
      Opening opening,
      int pageSizeBytes,
      EventSink sink,
      HotCounters counters,
      ReadOnlySwitch readOnly)
      throws IOException {
    StoreFile file = files.open(FILE_NAME);
    try {
      FileHeader header = opening.with(new PageFileOpener(file, pageSizeBytes));
      Path path = files.directory().resolve(FILE_NAME);
      return new DiskManager(file, path, header, new IoMeter(sink, counters), sink, readOnly);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The page size that a page file tells; 0 when it does not begin like one. */
  public static int pageSizeOf(StoreFile file) throws IOException {
    return PageFileOpener.pageSizeOf(file);
  }

  /** {@code data-directory} when the file is shorter than this many pages. */
  public void requirePages(long pageCount) throws IOException {
    if (file.size() < pageCount * pageSizeBytes()) {
      throw PageFileOpener.refused(
          ("it has %d bytes and should have %d: it was cut short. Bring it back from a copy of the"
                  + " whole directory, or open the directory with --read-only to read what is"
                  + " intact")
              .formatted(file.size(), pageCount * pageSizeBytes()));
    }
  }

  public int pageSizeBytes() {
    return header.pageSizeBytes();
  }

  public boolean direct() {
    return file.direct();
  }

  public UUID storeId() {
    return header.storeId();
  }

  public PageBuffers buffers() {
    return buffers;
  }

  public IoMeter meter() {
    return meter;
  }

  public ReadOnlySwitch readOnly() {
    return readOnly;
  }

  public long fileBytes() throws IOException {
    return file.size();
  }

  @Override
  public void read(long pageId, MemorySegment target) {
    if (!pending.copyTo(pageId, target)) {
      io.read(pageId, target);
    }
  }

  /** Reads whatever is stored there, also when it is damaged. */
  public void readAnyway(long pageId, MemorySegment target) {
    if (!pending.copyTo(pageId, target)) {
      io.readAnyway(pageId, target);
    }
  }

  /** Reads what the file has, past every image that is kept to be read instead. */
  public void readFile(long pageId, MemorySegment target) {
    io.readAnyway(pageId, target);
  }

  /**
   * Reads pages whose ids ascend, with one device call for each run of adjacent ones, into memory
   * with room for all of them in this order. {@code checksum-failure}.
   */
  public void readVectored(long[] ascending, MemorySegment target) {
    long[] stored = Arrays.stream(ascending).filter(id -> !pending.contains(id)).toArray();
    if (stored.length == ascending.length) {
      io.readVectored(ascending, target);
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment read = arena.allocate((long) stored.length * pageSizeBytes(), pageSizeBytes());
      if (stored.length > 0) {
        io.readVectored(stored, read);
      }
      int next = 0;
      for (int i = 0; i < ascending.length; i++) {
        MemorySegment page = target.asSlice((long) i * pageSizeBytes(), pageSizeBytes());
        if (!pending.copyTo(ascending[i], page)) {
          page.copyFrom(read.asSlice((long) next++ * pageSizeBytes(), pageSizeBytes()));
        }
      }
    }
  }

  /** Writes stamped pages whose ids ascend; stable only after {@link #sync}. */
  public void writeVectored(long[] ascending, MemorySegment source) {
    io.writeVectored(ascending, source);
    Arrays.stream(ascending).forEach(pending::written);
  }

  /** Images that are accepted but not written; they satisfy reads. */
  public PendingImages pending() {
    return pending;
  }

  @Override
  public void write(long pageId, MemorySegment page) {
    io.write(pageId, page);
    pending.written(pageId);
  }

  @Override
  public long sync() {
    return io.sync();
  }

  /** The same pages through an io_uring, where there is one. */
  public UringDoor uring() {
    return uring;
  }

  /** The type of a page; {@link PageType#FREE} for every id that is not in use. */
  public PageType type(long pageId) {
    return map.type(pageId);
  }

  /** Whether the page belongs to an object of the engine, or is the engine's own. */
  public boolean owned(long pageId) {
    return map.owned(pageId);
  }

  /** The next id in use after {@code pageId}, or -1. */
  public long nextAllocated(long pageId) {
    return map.nextAllocated(pageId);
  }

  /** The next page of this type after {@code pageId}, or -1. */
  public long nextOfType(PageType type, long pageId) {
    return map.nextOfType(type, pageId);
  }

  public long allocatedCount() {
    return map.allocatedCount();
  }

  public long freeCount() {
    return map.freeCount();
  }

  /** Ids below this one were given at some time, and have room in the file. */
  public synchronized long pageCount() {
    return Math.min(map.pageCount(), capacityPages);
  }

  /** Ids below this one were given at some time, whether or not the file reaches that far. */
  public long idCount() {
    return map.pageCount();
  }

  /** From one allocation map page to the next; the first one is page 1. */
  public int pagesOfMap() {
    return map.groupPages();
  }

  /** Where the map in memory contradicts itself; null where it does not. */
  public @Nullable String mapInconsistency() {
    return map.inconsistency();
  }

  /** Ids that were given back and whose stored image may still be that of a page, ascending. */
  public long[] freedIds() {
    return map.freedIds();
  }

  /** What is stored for an id that is not in use says so now; its turn is held. */
  public void storedAsFree(long pageId) {
    map.storedAsFree(pageId);
  }

  /** All that is known of an id, at one moment. */
  public PageUse use(long pageId) {
    return map.use(pageId);
  }

  /**
   * Takes an id for a new page, which is in use after {@link #publish}, and makes room for it in
   * the file, so that writing it later can't fail for want of space; {@code disk-full}.
   */
  public long reserve() {
    readOnly.requireWritable();
    while (true) {
      long pageId = map.reserve();
      try {
        makeRoom(pageId);
        if (!map.isMapPage(pageId)) {
          return pageId;
        }
        // Any map will do for now; what it should say is in the log until the next checkpoint.
        writeEmptyMap(pageId);
      } catch (RuntimeException e) {
        map.release(pageId);
        throw e;
      }
      map.set(pageId, PageType.ALLOCATION_MAP, true);
    }
  }

  private synchronized void makeRoom(long pageId) {
    int size = pageSizeBytes();
    long pages = Math.max(1, EXTENSION_BYTES / size);
    while (pageId >= capacityPages) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment zeros = arena.allocate(pages * size, size);
        file.write(zeros.asByteBuffer(), capacityPages * size);
      } catch (IOException e) {
        throw IoErrors.of("making room for page " + pageId, e).with("page_id", pageId);
      }
      capacityPages += pages;
    }
  }

  /** Takes note of what recovery wrote behind the end that the file had when it was opened. */
  synchronized void measureCapacity() {
    try {
      capacityPages = file.size() / pageSizeBytes();
    } catch (IOException e) {
      throw IoErrors.of("asking for the size of " + FILE_NAME, e);
    }
  }

  private void writeEmptyMap(long pageId) {
    MemorySegment page = buffers.acquire();
    try {
      PageHeader.format(page, pageId, PageType.ALLOCATION_MAP, PageLayout.ENGINE_OWNER);
      PageHeader.stamp(page, 0);
      io.write(pageId, page);
    } finally {
      buffers.release(page);
    }
  }

  /** The map pages that are not as on disk, ascending; from now on taken as if they were. */
  public long[] takeDirtyMapPages() {
    return map.takeDirty();
  }

  /** Takes {@link #takeDirtyMapPages} back for a page that could not be written. */
  public void markMapPageDirty(long mapPageId) {
    map.markDirty(mapPageId);
  }

  /** Fills a page with what a map page should be now; not yet stamped. */
  public void storeMap(long mapPageId, MemorySegment page) {
    PageHeader.format(page, mapPageId, PageType.ALLOCATION_MAP, PageLayout.ENGINE_OWNER);
    map.store(mapPageId, page);
  }

  AllocationMap map() {
    return map;
  }

  /** Puts a reserved page in use; its image must have been written. */
  public void publish(long pageId, PageType type, boolean owned) {
    map.set(pageId, type, owned);
  }

  /** Gives a page in use another type. */
  public void retype(long pageId, PageType type) {
    map.retype(pageId, type);
  }

  /** Gives an id back that was reserved, or withdrawn and overwritten. */
  public void release(long pageId) {
    map.release(pageId);
  }

  /** Takes a page out of use; nobody finds it any more, and its id is not given again yet. */
  public void withdraw(long pageId) {
    map.withdraw(pageId);
  }

  /** Closes the file as it is. */
  @Override
  public void close() throws IOException {
    try (file) {
      uring.close();
    }
  }
}
