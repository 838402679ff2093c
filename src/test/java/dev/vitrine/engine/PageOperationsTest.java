package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.ErrorCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageOperationsTest {

  @TempDir Path directory;
  private final EventLog log = new EventLog();
  private StorageEngine engine;
  private PageOperations pages;
  private long page;

  @BeforeEach
  void onePage() {
    engine = SmallEngine.open(directory, 8, log);
    pages = engine.pages();
    page = pages.createPage().pageId();
    log.take();
  }

  @AfterEach
  void verify() {
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void unknownPagesAndSlotsAreTold() {
    assertRefused(ErrorCode.PAGE_NOT_FOUND, () -> pages.getPage(99));
    assertRefused(ErrorCode.PAGE_NOT_FOUND, () -> pages.getPage(-1));
    assertRefused(ErrorCode.PAGE_NOT_FOUND, () -> pages.getPage(Long.MAX_VALUE));
    assertRefused(ErrorCode.PAGE_NOT_FOUND, () -> pages.insertRecord(99, new byte[1], null));
    assertRefused(ErrorCode.RECORD_NOT_FOUND, () -> pages.getRecord(page, 0));
    assertRefused(ErrorCode.RECORD_NOT_FOUND, () -> pages.deleteRecord(page, 3, null));
    assertRefused(ErrorCode.RECORD_NOT_FOUND, () -> pages.updateRecord(page, -1, bytes(1), null));
  }

  @Test
  void theEnginesOwnPagesAreNotChangedThroughThePageApi() {
    for (long own : List.of(0L, 1L)) {
      assertRefused(ErrorCode.PAGE_OWNED, () -> pages.insertRecord(own, bytes(1), null));
      assertRefused(ErrorCode.PAGE_OWNED, () -> pages.resetPage(own, null));
      assertRefused(ErrorCode.PAGE_OWNED, () -> pages.deletePage(own, null));
      assertRefused(ErrorCode.PAGE_OWNED, () -> engine.io().writePage(own, new byte[4096], null));
    }
    assertThat(pages.getPage(0).type()).isEqualTo("file-header");
    assertThat(pages.getPage(1).type()).isEqualTo("allocation-map");
  }

  @Test
  void aFullPageRefusesAndStaysAsItWas() {
    pages.insertRecord(page, bytes(4000), null);
    long lsn = pages.getPage(page).lsn();
    // 4048 - 4 - 4000 = 44 left, 4 of them for the next slot.
    var refused =
        assertRefused(ErrorCode.PAGE_FULL, () -> pages.insertRecord(page, bytes(41), null));
    assertThat(refused.details()).containsEntry("max_record_bytes", 40);
    assertThat(pages.getPage(page).lsn()).isEqualTo(lsn);
    pages.insertRecord(page, bytes(40), null);
    assertThat(pages.getPageFreeSpace(page).usedRatio()).isEqualTo(1.0);
  }

  @Test
  void aRecordThatFitsOnNoPageIsABadRequest() {
    var refused =
        assertRefused(ErrorCode.INVALID_REQUEST, () -> pages.insertRecord(page, bytes(4045), null));
    assertThat(refused.details())
        .containsEntry("field", "record")
        .containsEntry("max_record_bytes", 4044);
  }

  @Test
  void aStaleVersionChangesNothing() {
    long lsn = pages.getPage(page).lsn();
    byte[] image = engine.io().readPage(page).bytes();
    long newer = pages.insertRecord(page, bytes(3), lsn).lsn();
    assertThat(newer).isGreaterThan(lsn);
    assertRefused(ErrorCode.PRECONDITION_FAILED, () -> pages.deleteRecord(page, 0, lsn));
    assertRefused(ErrorCode.PRECONDITION_FAILED, () -> pages.deletePage(page, lsn));
    assertRefused(ErrorCode.PRECONDITION_FAILED, () -> engine.io().writePage(page, image, lsn));
    assertThat(pages.getRecord(page, 0).data()).isEqualTo(bytes(3));
  }

  @Test
  void compactionIsToldWithTheBytesItGaveBack() {
    for (int i = 0; i < 4; i++) {
      pages.insertRecord(page, bytes(1000), null);
    }
    pages.deleteRecord(page, 1, null);
    log.take();
    CompactionResult result = pages.compactPage(page, null);
    assertThat(result.bytesReclaimed()).isEqualTo(1000);
    // 4048 - 4 slots - 3000
    assertThat(result.freeBytes()).isEqualTo(1032);
    assertThat(log.take())
        .containsExactly("PageHit[pageId=2]", "PageCompacted[pageId=2, bytesReclaimed=1000]");
  }

  @Test
  void aCompactionThatAnInsertNeedsIsToldToo() {
    for (int i = 0; i < 4; i++) {
      pages.insertRecord(page, bytes(1000), null);
    }
    pages.deleteRecord(page, 1, null);
    log.take();
    assertThat(pages.insertRecord(page, bytes(1030), null).slot()).isEqualTo(1);
    assertThat(log.take())
        .containsExactly("PageHit[pageId=2]", "PageCompacted[pageId=2, bytesReclaimed=1000]");
  }

  @Test
  void aSplitMovesTheUpperHalfAndTellsEveryNewHandle() {
    for (int i = 0; i < 4; i++) {
      pages.insertRecord(page, new byte[] {(byte) i}, null);
    }
    assertThat(pages.adviseSplit(page, 0.0).split()).isTrue();
    assertThat(pages.adviseSplit(page, 0.9).split()).isFalse();
    log.take();
    SplitResult split = pages.splitPage(page, null);
    assertThat(split.newPageId()).isEqualTo(3);
    assertThat(split.moved())
        .containsExactly(
            new RecordMove(new RecordMove.Handle(2, 2), new RecordMove.Handle(3, 0)),
            new RecordMove(new RecordMove.Handle(2, 3), new RecordMove.Handle(3, 1)));
    assertThat(pages.getRecord(2, 1).data()).containsExactly(1);
    assertThat(pages.getRecord(3, 0).data()).containsExactly(2);
    assertThat(pages.getRecord(3, 1).data()).containsExactly(3);
    assertRefused(ErrorCode.RECORD_NOT_FOUND, () -> pages.getRecord(2, 2));
    assertThat(log.take())
        .contains(
            "PageAllocated[pageId=3, size=4096]",
            "PageSplit[originalPageId=2, newPageId=3, reason=REQUESTED]");
  }

  @Test
  void aPageWithOneRecordIsNotSplitAndNoPageIsLeftBehind() {
    pages.insertRecord(page, bytes(3000), null);
    assertThat(pages.adviseSplit(page, 0.5).split()).isFalse();
    assertRefused(ErrorCode.INVALID_REQUEST, () -> pages.splitPage(page, null));
    assertThat(pages.listPages(page, 10).items()).isEmpty();
  }

  @Test
  void aSplitThatIsRefusedLateTellsNothingAndLeavesNoPage() throws Exception {
    for (int i = 0; i < 2; i++) {
      pages.insertRecord(page, new byte[] {(byte) i}, null);
    }
    log.take();
    // Many splits of one page with two records: one can go well, the others come too late.
    List<Thread> threads = new java.util.ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  pages.splitPage(page, null);
                } catch (dev.vitrine.engine.error.EngineException e) {
                  assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> told = log.take();
    assertThat(told).filteredOn(event -> event.startsWith("PageAllocated")).hasSize(1);
    assertThat(told).filteredOn(event -> event.startsWith("PageSplit")).hasSize(1);
    assertThat(told).noneMatch(event -> event.startsWith("PageFreed"));
    assertThat(pages.listPages(page, 10).items()).hasSize(1);
  }

  @Test
  void aMergeMovesEverythingAndFreesTheSecondPage() {
    long other = pages.createPage().pageId();
    pages.insertRecord(page, bytes(10), null);
    pages.insertRecord(other, bytes(20), null);
    pages.insertRecord(other, bytes(30), null);
    assertThat(pages.adviseMerge(page, other, 0.4).merge()).isTrue();
    log.take();
    MergeResult merge = pages.mergePages(page, other, null);
    assertThat(merge.moved())
        .containsExactly(
            new RecordMove(new RecordMove.Handle(3, 0), new RecordMove.Handle(2, 1)),
            new RecordMove(new RecordMove.Handle(3, 1), new RecordMove.Handle(2, 2)));
    assertThat(pages.getRecord(2, 2).data()).isEqualTo(bytes(30));
    assertRefused(ErrorCode.PAGE_NOT_FOUND, () -> pages.getPage(other));
    assertThat(log.take())
        .containsSubsequence(
            "PageEvicted[pageId=3, reason=PAGE_FREED]",
            "PageMerged[page1Id=2, page2Id=3, resultPageId=2, reason=REQUESTED]",
            "PageFreed[pageId=3]");
  }

  @Test
  void aMergeThatDoesNotFitChangesNeitherPage() {
    long other = pages.createPage().pageId();
    pages.insertRecord(page, bytes(3000), null);
    pages.insertRecord(other, bytes(500), null);
    pages.insertRecord(other, bytes(1000), null);
    long lsn = pages.getPage(page).lsn();
    long otherLsn = pages.getPage(other).lsn();
    assertThat(pages.adviseMerge(page, other, 0.9).merge()).isFalse();
    log.take();
    assertRefused(ErrorCode.PAGE_FULL, () -> pages.mergePages(page, other, null));
    assertRefused(ErrorCode.INVALID_REQUEST, () -> pages.mergePages(page, page, null));
    assertThat(log.take()).allMatch(event -> event.startsWith("PageHit"));
    assertThat(pages.getPage(page).lsn()).isEqualTo(lsn);
    assertThat(pages.getPage(other).lsn()).isEqualTo(otherLsn);
    assertThat(pages.getPage(page).recordCount()).isEqualTo(1);
    assertThat(pages.getPage(other).recordCount()).isEqualTo(2);
  }

  @Test
  void aFreedIdIsGivenAgainWithAHigherLsn() {
    long lsn = pages.insertRecord(page, bytes(5), null).lsn();
    pages.deletePage(page, null);
    assertRefused(ErrorCode.PAGE_NOT_FOUND, () -> pages.getRecord(page, 0));
    PageInfo again = pages.createPage();
    assertThat(again.pageId()).isEqualTo(page);
    assertThat(again.lsn()).isGreaterThan(lsn);
    assertThat(again.recordCount()).isZero();
  }

  @Test
  void loadingAnImageTakesItsRecordsAndRefusesForeignOnes() {
    pages.insertRecord(page, bytes(7), null);
    engine.bufferPool().flushAllPages();
    byte[] image = engine.io().readPage(page).bytes();
    long other = pages.createPage().pageId();
    assertRefused(ErrorCode.PAGE_IMAGE_INVALID, () -> pages.loadPage(other, image, null));
    Arrays.fill(image, 8, 16, (byte) 0); // the id: not given
    PageInfo loaded = pages.loadPage(other, image, null);
    assertThat(loaded.pageId()).isEqualTo(other);
    assertThat(loaded.recordCount()).isEqualTo(1);
    assertThat(pages.getRecord(other, 0).data()).isEqualTo(bytes(7));
    assertRefused(ErrorCode.PAGE_IMAGE_INVALID, () -> pages.loadPage(other, new byte[4095], null));
    // No type given, but no slot directory either.
    assertRefused(ErrorCode.PAGE_IMAGE_INVALID, () -> pages.loadPage(other, new byte[4096], null));
    assertThat(pages.getRecord(other, 0).data()).isEqualTo(bytes(7));
  }

  @Test
  void recordsAreOnSlottedPagesOnly() {
    long raw = engine.io().allocatePage().pageId();
    assertRefused(ErrorCode.INVALID_REQUEST, () -> pages.insertRecord(raw, bytes(1), null));
    assertRefused(ErrorCode.INVALID_REQUEST, () -> pages.getRecord(raw, 0));
    assertRefused(ErrorCode.INVALID_REQUEST, () -> pages.splitPage(raw, null));
  }

  @Test
  void checksumsAgreeAfterEveryChangeAndDirtyMarksStayUntilAFlush() {
    pages.insertRecord(page, bytes(9), null);
    assertThat(pages.verifyPageChecksum(page).valid()).isTrue();
    engine.bufferPool().flushAllPages();
    assertThat(pages.getPage(page).cached()).isEqualTo(CacheState.CLEAN);
    PageInfo marked = pages.markPageDirty(page, null);
    assertThat(marked.cached()).isEqualTo(CacheState.DIRTY);
    assertThat(engine.bufferPool().flushPage(page).bytesWritten()).isEqualTo(4096);
    assertThat(pages.updatePageChecksum(page, null).valid()).isTrue();
    assertThat(pages.resetPage(page, null).recordCount()).isZero();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) length);
    return bytes;
  }
}
