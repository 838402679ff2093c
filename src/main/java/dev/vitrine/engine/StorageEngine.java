package dev.vitrine.engine;

import dev.vitrine.engine.btree.RecordTrees;
import dev.vitrine.engine.btree.TreeReport;
import dev.vitrine.engine.buffer.BackgroundFlusher;
import dev.vitrine.engine.buffer.BatchedPages;
import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.CoalescingWriter;
import dev.vitrine.engine.buffer.LeaseTable;
import dev.vitrine.engine.buffer.PageAllocator;
import dev.vitrine.engine.buffer.PoolInspector;
import dev.vitrine.engine.buffer.StoredPages;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.disk.IoTotals;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.LocalFileStore;
import dev.vitrine.engine.file.ReadOnlyFileStore;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.engine.wal.LogConfig;
import dev.vitrine.engine.wal.LogStatistics;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The storage layer over one data directory. Thread-safe; operations block, so call them where that
 * is allowed. After {@link #close} every operation fails with {@code busy}.
 */
public final class StorageEngine implements AutoCloseable {

  private final EngineConfig config;
  private final FileStore files;
  private final OpenedDirectory directory;
  private final DiskManager disk;
  private final ChangeLog log;
  private final BufferPool pool;
  private final HotCounters counters;
  private final OperationGate gate = new OperationGate();
  private final PageOperations pages;
  private final IoOperations io;
  private final BatchedPages batchedPages;
  private final CoalescingWriter coalescingWriter;
  private final BatchOperations batch;
  private final AsyncPageIo async;
  private final UringOperations uring;
  private final LeasedPool leasedPool;
  private final RecordTrees trees;
  private final RecordOperations records;
  private final VerificationJobs verifications;
  private final Housekeeping housekeeping;
  private final @Nullable Checkpointer checkpointer;
  private final @Nullable LogKeeper logKeeper;
  private final Instant openedAt = Instant.now();

  private StorageEngine(
      EngineConfig config,
      FileStore files,
      OpenedDirectory directory,
      HotCounters counters,
      EventSink sink) {
    this.config = config;
    this.files = files;
    this.directory = directory;
    this.disk = directory.disk();
    this.counters = counters;
    this.log = directory.log();
    this.pool = new BufferPool(disk, log, sink, counters, config.frames(), config.lruK());
    PageAllocator allocator = new PageAllocator(pool, disk, log);
    StoredPages stored = new StoredPages(pool, disk, disk, log);
    LeaseTable leases = new LeaseTable(pool, disk, config.leaseTime(), System::nanoTime);
    PageInspection inspection = new PageInspection(disk, pool, stored, sink);
    this.pages = new PooledPages(gate, disk, pool, allocator, stored, inspection);
    this.async = new AsyncPageIo(gate, disk, stored, log);
    this.io = new StoredPageIo(gate, disk, log, stored, allocator, inspection, async);
    this.batchedPages = new BatchedPages(pool, disk, log, stored);
    this.coalescingWriter = new CoalescingWriter(batchedPages);
    this.batch = new BatchedPageIo(gate, disk, batchedPages, coalescingWriter, async);
    this.uring =
        new UringPageIo(
            gate, disk.uring(), new StoredPages(pool, disk, disk.uring(), log), inspection);
    this.leasedPool = new LeasedPool(gate, disk, pool, allocator, leases);
    this.trees = new RecordTrees(pool, disk, config.frames());
    this.records = new TreeRecords(gate, trees, log);
    this.verifications = new VerificationJobs(gate, files, directory, pool, trees, sink);
    this.housekeeping =
        new Housekeeping(leases, new BackgroundFlusher(pool), config.flushInterval());
    OpenedDirectory.Logged logged = directory.logged();
    if (logged == null) {
      this.checkpointer = null;
      this.logKeeper = null;
    } else {
      this.checkpointer =
          new Checkpointer(disk, pool, batchedPages, logged.log(), logged.control());
      this.logKeeper = new LogKeeper(logged.log(), checkpointer, config.log(), disk.readOnly());
    }
  }

  /**
   * Opens (and creates, if need be) the data directory; {@code data-directory} when another process
   * holds it or it is not ours, {@code invalid-request} for a wrong configuration.
   */
  public static StorageEngine open(EngineConfig config, EventSink sink) {
    requireValid(config);
    FileStore files;
    try {
      files =
          config.readOnly()
              ? ReadOnlyFileStore.open(config.dataDirectory())
              : LocalFileStore.open(config.dataDirectory(), config.directIo());
    } catch (IOException e) {
      throw cannotOpen(config, e);
    }
    return open(config, files, sink);
  }

  /** Opens the engine over these files, which it closes when it is closed. */
  static StorageEngine open(EngineConfig config, FileStore files, EventSink sink) {
    try {
      return openDirectory(config, files, sink);
    } catch (IOException | RuntimeException e) {
      try {
        files.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e instanceof EngineException known ? known : cannotOpen(config, e);
    }
  }

  private static StorageEngine openDirectory(EngineConfig config, FileStore files, EventSink sink)
      throws IOException {
    HotCounters counters = new HotCounters();
    OpenedDirectory directory =
        config.readOnly()
            ? new IntactPart(files, config, sink, counters).open()
            : new DataDirectory(files, config, sink, counters).open();
    StorageEngine engine = new StorageEngine(config, files, directory, counters, sink);
    try {
      engine.trees.open();
      if (!config.readOnly()) {
        // What was recovered need not be recovered again.
        engine.checkpoint();
      }
      return engine;
    } catch (RuntimeException e) {
      engine.abandon();
      throw e;
    }
  }

  public PageOperations pages() {
    return pages;
  }

  public IoOperations io() {
    return io;
  }

  public BatchOperations batch() {
    return batch;
  }

  public AsyncOperations async() {
    return async;
  }

  public UringOperations uring() {
    return uring;
  }

  public BufferPoolOperations bufferPool() {
    return leasedPool;
  }

  /** Ordered record files. */
  public RecordOperations records() {
    return records;
  }

  /**
   * Checks every ordered record file, those too that are being dropped. In a file that is being
   * checked splits and merges wait; readers and changes of single leaves don't.
   */
  public List<TreeReport> checkRecordFiles() {
    return gate.in(
        () -> trees.fileIds().stream().map(trees::check).flatMap(Optional::stream).toList());
  }

  public VerificationOperations verifications() {
    return verifications;
  }

  public EngineStatus status() {
    String readOnly = disk.readOnly().reason();
    return new EngineStatus(
        readOnly == null ? "open" : "read-only",
        readOnly == null ? "" : readOnly,
        log.durability(),
        files.directory().toString(),
        disk.storeId().toString(),
        PageLayout.FORMAT_VERSION,
        disk.pageSizeBytes(),
        disk.direct(),
        disk.uring().unavailableReason().isEmpty() ? "available" : disk.uring().unavailableReason(),
        directory.recovery().withWarning(trees.warning()),
        DiskInspection.numaNodes(),
        openedAt,
        log.lastLsn(),
        logStatistics());
  }

  /** {@code read-only} with the reason, once nothing is changed any more. */
  public void requireWritable() {
    disk.readOnly().requireWritable();
  }

  private LogStatistics logStatistics() {
    OpenedDirectory.Logged logged = directory.logged();
    return logged == null ? LogStatistics.none(log.lastLsn()) : logged.log().statistics();
  }

  /**
   * Brings every change so far into the page file and gives the log before it away; {@code
   * read-only}, {@code io-failure}, {@code disk-full}.
   */
  public CheckpointReport checkpoint() {
    return gate.in(() -> {
      requireWritable();
      return Objects.requireNonNull(checkpointer).take();
    });
  }

  /** How long ago the last checkpoint was taken; empty where nothing is logged. */
  public Optional<Duration> checkpointAge() {
    return Optional.ofNullable(checkpointer).map(it -> Duration.ofNanos(it.nanosSinceLast()));
  }

  public List<DiskInfo> disks() {
    return gate.in(() -> DiskInspection.disks(files.directory(), disk));
  }

  /** The exact number of each hot event since this engine was opened. */
  public HotCounters hotCounters() {
    return counters;
  }

  /** Disk activity since this engine was opened; never reset. */
  public IoTotals ioTotals() {
    return disk.meter().totals();
  }

  /** Device latencies since this engine was opened; never reset. */
  public IoLatencies ioLatencies() {
    return new IoLatencies(
        disk.meter().readLatenciesSinceOpen(), disk.meter().writeLatenciesSinceOpen());
  }

  /** A new sampler for the family's snapshots; empty for families without any. */
  public Optional<Sampler> openSampler(EventFamily family) {
    return switch (family) {
      case BUFFER_POOL -> Optional.of(new PoolSampler(new PoolInspector(pool)));
      case DISK_IO -> Optional.of(new IoSampler(disk.meter(), System::nanoTime));
      case LSM, TIER, PAGE, COLUMNAR -> Optional.empty();
    };
  }

  /**
   * Waits for the operations under way, takes a last checkpoint and releases the data directory.
   * When the checkpoint fails, {@code io-failure} or {@code disk-full} tells it; the directory is
   * released all the same, nothing acknowledged is lost, and the next opening recovers it.
   */
  @Override
  public void close() {
    if (!gate.close()) {
      return;
    }
    verifications.close();
    async.close();
    coalescingWriter.close();
    housekeeping.close();
    if (logKeeper != null) {
      logKeeper.close();
    }
    try (files;
        pool;
        directory) {
      if (checkpointer != null && disk.readOnly().reason() == null) {
        checkpointer.takeLast();
      }
    } catch (IOException e) {
      throw new EngineException(ErrorCode.IO_FAILURE, "closing " + config.dataDirectory(), e);
    }
  }

  /** Closes without a last checkpoint; the files are left to who opened them. */
  private void abandon() {
    gate.close();
    verifications.close();
    async.close();
    coalescingWriter.close();
    housekeeping.close();
    if (logKeeper != null) {
      logKeeper.close();
    }
    try (pool;
        directory) {
      // Closed in this order.
    } catch (IOException e) {
      System.getLogger(StorageEngine.class.getName())
          .log(System.Logger.Level.WARNING, "closing " + config.dataDirectory(), e);
    }
  }

  private static void requireValid(EngineConfig config) {
    require(
        PageLayout.isPageSize(config.pageSizeBytes()),
        "page-size is %d, not a power of two in 4096..65536".formatted(config.pageSizeBytes()));
    require(config.frames() >= 4, "frames is %d, below 4".formatted(config.frames()));
    require(
        config.lruK() >= 1 && config.lruK() <= 8,
        "lru-k is %d, not in 1..8".formatted(config.lruK()));
    require(!config.flushInterval().isNegative(), "flush-interval is negative");
    require(config.leaseTime().isPositive(), "lease-time is not positive");
    requireValid(config.log());
  }

  private static void requireValid(LogConfig log) {
    require(
        log.segmentBytes() >= LogConfig.SEGMENT_BYTES_MIN
            && log.segmentBytes() % LogConfig.BLOCK_BYTES == 0,
        "log segment-size is %d, not a multiple of 4096 from 65536 on"
            .formatted(log.segmentBytes()));
    require(
        log.bufferBytes() >= LogConfig.SEGMENT_BYTES_MIN
            && log.bufferBytes() % LogConfig.BLOCK_BYTES == 0,
        "log buffer-size is %d, not a multiple of 4096 from 65536 on".formatted(log.bufferBytes()));
    require(
        log.checkpointBytes() >= log.segmentBytes(),
        "checkpoint-size is %d, below the segment size".formatted(log.checkpointBytes()));
    require(log.syncInterval().isPositive(), "sync-interval is not positive");
    require(!log.checkpointInterval().isNegative(), "checkpoint-interval is negative");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new EngineException(ErrorCode.INVALID_REQUEST, otherwise);
    }
  }

  private static EngineException cannotOpen(EngineConfig config, Exception cause) {
    return new EngineException(
        ErrorCode.DATA_DIRECTORY,
        "data directory %s can't be opened: %s".formatted(config.dataDirectory(), cause),
        cause);
  }
}
