package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FileStore;
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

/**
 * The page file: whole pages by id, and which ids are in use. Blocking; thread-safe. It knows
 * nothing of the buffer pool: who calls {@link #read} or {@link #write} holds the page's {@code
 * PageIoTurns} turn.
 */
public final class DiskManager implements PageDoor, AutoCloseable {

  public static final String FILE_NAME = "pages.vtr";

  private final StoreFile file;
  private final PageIo io;
  private final UringDoor uring;
  private final PageBuffers buffers;
  private final IoMeter meter;
  private final ReadOnlySwitch readOnly;
  private final AllocationMap map;
  private final PendingImages pending = new PendingImages();
  private final FileHeader header;
  private final boolean recovered;
  private final long lastLsnAtOpen;

  private DiskManager(
      StoreFile file, Path path, IoMeter meter, EventSink sink, PageFileOpener.Opened opened) {
    this.file = file;
    this.meter = meter;
    this.header = opened.header();
    this.map = opened.map();
    this.readOnly = new ReadOnlySwitch();
    this.recovered = opened.scanned();
    this.lastLsnAtOpen = opened.lastLsn();
    this.buffers = new PageBuffers(header.pageSizeBytes());
    this.io = new PageIo(file, header.pageSizeBytes(), meter, sink, readOnly);
    this.uring =
        UringDoor.open(
            path,
            file.direct(),
            pending,
            ringFile -> new PageIo(ringFile, header.pageSizeBytes(), meter, sink, readOnly));
  }

  /**
   * Opens the page file of a directory, and creates it where there is none; {@code data-directory}
   * when the file is foreign, cut short, of another format or of another page size.
   */
  public static DiskManager open(
      FileStore files, int pageSizeBytes, EventSink sink, HotCounters counters) throws IOException {
    IoMeter meter = new IoMeter(sink, counters);
    boolean fresh = !files.exists(FILE_NAME);
    if (fresh && files.usedBefore()) {
      throw missing(files);
    }
    StoreFile file = files.open(FILE_NAME);
    try {
      PageFileOpener opener = new PageFileOpener(file, pageSizeBytes, meter, sink);
      PageFileOpener.Opened opened = fresh || file.size() == 0 ? opener.create() : opener.open();
      DiskManager disk =
          new DiskManager(file, files.directory().resolve(FILE_NAME), meter, sink, opened);
      if (opened.scanned()) {
        disk.writeMapPages(disk.lastLsnAtOpen);
      }
      disk.writeHeader(false, disk.lastLsnAtOpen);
      disk.io.sync();
      files.syncDirectory();
      return disk;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static EngineException missing(FileStore files) {
    return new EngineException(
            ErrorCode.DATA_DIRECTORY,
            "data directory %s was in use before, and its page file %s is gone: bring it back, or remove the file LOCK to begin anew"
                .formatted(files.directory(), FILE_NAME))
        .with("file", FILE_NAME);
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

  /** Whether the file was not closed in order, so that its pages were scanned at opening. */
  public boolean recovered() {
    return recovered;
  }

  /** The highest log sequence number that the file knows of at opening. */
  public long lastLsnAtOpen() {
    return lastLsnAtOpen;
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

  public long allocatedCount() {
    return map.allocatedCount();
  }

  public long freeCount() {
    return map.freeCount();
  }

  /**
   * Takes an id for a new page; it is in use after {@link #publish}. Makes the map page of a group
   * that begins with it.
   */
  public long reserve() {
    readOnly.requireWritable();
    long pageId = map.reserve();
    if (!map.isMapPage(pageId)) {
      return pageId;
    }
    try {
      writeMapPage(pageId, 0);
    } catch (RuntimeException e) {
      map.release(pageId);
      throw e;
    }
    map.set(pageId, PageType.ALLOCATION_MAP, true);
    return reserve();
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

  /** Takes {@link #withdraw} back. */
  public void restore(long pageId) {
    map.restore(pageId);
  }

  /** Writes the allocation map and the header, makes everything stable, and closes the file. */
  public void close(long lastLsn) throws IOException {
    try {
      if (readOnly.reason() == null) {
        writeMapPages(lastLsn);
        io.sync();
        writeHeader(true, lastLsn);
        io.sync();
      }
    } finally {
      close();
    }
  }

  /** Closes the file as it is: the next opening will scan it. */
  @Override
  public void close() throws IOException {
    try (file) {
      uring.close();
    }
  }

  private void writeMapPages(long lsn) {
    long pageCount = map.pageCount();
    for (long id = 1; id < pageCount; id++) {
      if (map.isMapPage(id)) {
        writeMapPage(id, lsn);
      }
    }
  }

  private void writeMapPage(long pageId, long lsn) {
    MemorySegment page = buffers.acquire();
    try {
      PageHeader.format(page, pageId, PageType.ALLOCATION_MAP, PageLayout.ENGINE_OWNER);
      map.store(pageId, page);
      PageHeader.stamp(page, lsn);
      io.write(pageId, page);
    } finally {
      buffers.release(page);
    }
  }

  private void writeHeader(boolean clean, long lastLsn) throws IOException {
    MemorySegment page = buffers.acquire();
    try {
      // An id whose first write failed may lie beyond the end; it is free, and forgotten here.
      long pageCount = Math.min(map.pageCount(), file.size() / pageSizeBytes());
      header.opened(clean, lastLsn, pageCount).writeTo(page);
      io.write(0, page);
    } finally {
      buffers.release(page);
    }
  }
}
