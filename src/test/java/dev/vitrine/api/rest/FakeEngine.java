package dev.vitrine.api.rest;

import dev.vitrine.api.EngineOverview;
import dev.vitrine.engine.BufferPoolOperations;
import dev.vitrine.engine.CacheState;
import dev.vitrine.engine.CheckpointReport;
import dev.vitrine.engine.ChecksumReport;
import dev.vitrine.engine.CompactionResult;
import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.FrameInfo;
import dev.vitrine.engine.FrameListing;
import dev.vitrine.engine.FreeSpace;
import dev.vitrine.engine.IoOperations;
import dev.vitrine.engine.IoStatistics;
import dev.vitrine.engine.Iops;
import dev.vitrine.engine.Lease;
import dev.vitrine.engine.LeasedPage;
import dev.vitrine.engine.MergeAdvice;
import dev.vitrine.engine.MergeResult;
import dev.vitrine.engine.PageCount;
import dev.vitrine.engine.PageImage;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.PageListing;
import dev.vitrine.engine.PageOperations;
import dev.vitrine.engine.PageSummary;
import dev.vitrine.engine.PoolStatistics;
import dev.vitrine.engine.RecordData;
import dev.vitrine.engine.RecordMove;
import dev.vitrine.engine.RecordRef;
import dev.vitrine.engine.RecoveryReport;
import dev.vitrine.engine.SplitAdvice;
import dev.vitrine.engine.SplitResult;
import dev.vitrine.engine.wal.LogStatistics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers every operation with fixed values that no two fields share, remembers how it was called,
 * and fails the next call when told to.
 */
final class FakeEngine
    implements PageOperations, IoOperations, BufferPoolOperations, EngineOverview {

  static final byte[] BYTES = {'V', 'i', 0, (byte) 0xff};
  static final String LEASE = "lease-7";
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  void failNext(RuntimeException e) {
    failure.set(e);
  }

  void reset() {
    calls.clear();
    failure.set(null);
  }

  List<String> calls() {
    return List.copyOf(calls);
  }

  <T> T answer(T result, String name, @Nullable Object... arguments) {
    calls.add(name + Arrays.asList(arguments));
    RuntimeException e = failure.getAndSet(null);
    if (e != null) {
      throw e;
    }
    return result;
  }

  static PageInfo page(long id, long lsn) {
    return new PageInfo(id, "slotted", 0, 4096, lsn, 4294967295L, 3, 2, 4000, CacheState.DIRTY, 1);
  }

  private static Lease lease() {
    return new Lease(LEASE, 5, 42, true, TIME);
  }

  static final FlushReport FLUSH = new FlushReport(6, 24576, 900);

  @Override
  public PageInfo createPage() {
    return answer(page(5, 42), "createPage");
  }

  @Override
  public PageInfo loadPage(long pageId, byte[] image, @Nullable Long ifMatch) {
    return answer(page(pageId, 43), "loadPage", pageId, image.length, ifMatch);
  }

  @Override
  public PageInfo markPageDirty(long pageId, @Nullable Long ifMatch) {
    return answer(page(pageId, 43), "markPageDirty", pageId, ifMatch);
  }

  @Override
  public PageInfo resetPage(long pageId, @Nullable Long ifMatch) {
    return answer(page(pageId, 43), "resetPage", pageId, ifMatch);
  }

  @Override
  public ChecksumReport verifyPageChecksum(long pageId) {
    return answer(
        new ChecksumReport(pageId, 11, 12, false, CacheState.CLEAN), "verifyPageChecksum", pageId);
  }

  @Override
  public ChecksumReport updatePageChecksum(long pageId, @Nullable Long ifMatch) {
    return answer(
        new ChecksumReport(pageId, 12, 12, true, CacheState.DIRTY),
        "updatePageChecksum",
        pageId,
        ifMatch);
  }

  @Override
  public RecordRef insertRecord(long pageId, byte[] record, @Nullable Long ifMatch) {
    return answer(
        new RecordRef(pageId, 9, record.length, 43),
        "insertRecord",
        pageId,
        new String(record, StandardCharsets.ISO_8859_1),
        ifMatch);
  }

  @Override
  public RecordData getRecord(long pageId, int slot) {
    return answer(new RecordData(pageId, slot, BYTES, 42), "getRecord", pageId, slot);
  }

  @Override
  public RecordRef deleteRecord(long pageId, int slot, @Nullable Long ifMatch) {
    return answer(new RecordRef(pageId, slot, 4, 43), "deleteRecord", pageId, slot, ifMatch);
  }

  @Override
  public RecordRef updateRecord(long pageId, int slot, byte[] record, @Nullable Long ifMatch) {
    return answer(
        new RecordRef(pageId, slot, record.length, 43),
        "updateRecord",
        pageId,
        slot,
        record.length,
        ifMatch);
  }

  @Override
  public CompactionResult compactPage(long pageId, @Nullable Long ifMatch) {
    return answer(new CompactionResult(pageId, 100, 3000, 43), "compactPage", pageId, ifMatch);
  }

  @Override
  public FreeSpace getPageFreeSpace(long pageId) {
    return answer(
        new FreeSpace(pageId, 2900, 100, 2996, 4032, 0.25, 42), "getPageFreeSpace", pageId);
  }

  @Override
  public SplitAdvice adviseSplit(long pageId, double threshold) {
    return answer(
        new SplitAdvice(pageId, true, 0.95, threshold, "fuller"), "adviseSplit", pageId, threshold);
  }

  @Override
  public SplitResult splitPage(long pageId, @Nullable Long ifMatch) {
    return answer(new SplitResult(pageId, 6, moves(pageId, 6), 43), "splitPage", pageId, ifMatch);
  }

  @Override
  public MergeAdvice adviseMerge(long pageId, long withPageId, double threshold) {
    return answer(
        new MergeAdvice(pageId, withPageId, true, 0.1, 0.2, 0.3, threshold, "emptier"),
        "adviseMerge",
        pageId,
        withPageId,
        threshold);
  }

  @Override
  public MergeResult mergePages(long pageId, long withPageId, @Nullable Long ifMatch) {
    return answer(
        new MergeResult(pageId, withPageId, moves(withPageId, pageId), 43),
        "mergePages",
        pageId,
        withPageId,
        ifMatch);
  }

  private static List<RecordMove> moves(long from, long to) {
    return List.of(new RecordMove(new RecordMove.Handle(from, 1), new RecordMove.Handle(to, 0)));
  }

  @Override
  public PageInfo getPage(long pageId) {
    return answer(page(pageId, 42), "getPage", pageId);
  }

  @Override
  public PageListing listPages(long afterId, int limit) {
    PageSummary summary = new PageSummary(8, "raw", CacheState.NONE, 0);
    return answer(
        new PageListing(List.of(summary), limit == 1 ? 8 : -1), "listPages", afterId, limit);
  }

  @Override
  public void deletePage(long pageId, @Nullable Long ifMatch) {
    answer(true, "deletePage", pageId, ifMatch);
  }

  @Override
  public PageImage readPage(long pageId) {
    return answer(new PageImage(pageId, BYTES, CacheState.DIRTY, 42), "readPage", pageId);
  }

  @Override
  public PageInfo writePage(long pageId, byte[] image, @Nullable Long ifMatch) {
    return answer(page(pageId, 43), "writePage", pageId, image.length, ifMatch);
  }

  @Override
  public PageInfo allocatePage() {
    return answer(page(7, 44), "allocatePage");
  }

  @Override
  public FlushReport flushWrites() {
    return answer(FLUSH, "flushWrites");
  }

  @Override
  public PageCount countPages() {
    return answer(new PageCount(10, 2, 49152), "countPages");
  }

  @Override
  public IoStatistics getIoStats() {
    return answer(
        new IoStatistics(1, 2, 3, 4, 5, 6, 7, 8.5, 9.5, 10, 11, 12, 13, 14, 15, 16.5),
        "getIoStats");
  }

  @Override
  public void resetIoStats() {
    answer(true, "resetIoStats");
  }

  @Override
  public long computeChecksum(byte[] bytes) {
    return answer(3808858755L, "computeChecksum", bytes.length);
  }

  @Override
  public Iops getIops(int seconds) {
    return answer(new Iops(seconds, 30, 10, 20), "getIops", seconds);
  }

  @Override
  public Lease pinPage(long pageId) {
    return answer(lease(), "pinPage", pageId);
  }

  @Override
  public Lease newPage() {
    return answer(lease(), "newPage");
  }

  @Override
  public LeasedPage getLease(String leaseId) {
    return answer(new LeasedPage(lease(), BYTES), "getLease", leaseId);
  }

  @Override
  public Lease renewLease(String leaseId) {
    return answer(lease(), "renewLease", leaseId);
  }

  @Override
  public void unpinPage(String leaseId, boolean dirty) {
    answer(true, "unpinPage", leaseId, dirty);
  }

  @Override
  public FlushReport flushPage(long pageId) {
    return answer(FLUSH, "flushPage", pageId);
  }

  @Override
  public FlushReport flushAllPages() {
    return answer(FLUSH, "flushAllPages");
  }

  @Override
  public PoolStatistics getBufferPool() {
    return answer(
        new PoolStatistics(4096, 100, 60, 40, 20, 3, 2, 5, 70, 30, 0.7, 8, 9, "LRU-2"),
        "getBufferPool");
  }

  @Override
  public FrameListing listFrames(int afterFrame, int limit) {
    FrameInfo frame = new FrameInfo(4, 5, true, 1, 42, 77, -1);
    return answer(new FrameListing(List.of(frame), 4), "listFrames", afterFrame, limit);
  }

  @Override
  public EngineStatus status() {
    return answer(
        new EngineStatus(
            "open",
            "",
            "sync",
            "/data",
            "store-1",
            1,
            4096,
            true,
            "available",
            new RecoveryReport(false, 0, 0, 0, 250, ""),
            1,
            TIME,
            44,
            new LogStatistics(44, 40, 8, 3, 36, 2, 8192, 90, 1, 800, 1, 65536)),
        "status");
  }

  @Override
  public List<DiskInfo> disks() {
    return answer(
        List.of(new DiskInfo("/data/pages", "/dev/vda", "ext4", 4096, 300, 200, 100, true)),
        "disks");
  }

  @Override
  public CheckpointReport checkpoint() {
    return answer(new CheckpointReport(44, 4096, 3, 1500), "checkpoint");
  }
}
