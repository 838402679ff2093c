package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static dev.vitrine.engine.RecordFiles.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Splits and merges, worked out by hand. A page of 4,096 bytes has room for 4,048; more than 3,643
 * is too much, less than 1,619 too little. A key of one byte with a value of 493 bytes takes 4 + 2
 * + 1 + 493 = 500, so seven of them fit on a leaf (3,500) and eight do not; two and three are too
 * few (1,000, 1,500) and four are enough (2,000).
 *
 * <p>The file's own page is page 2 and its root page 3.
 */
class TreeShapeTest {

  private static final int VALUE = 493;

  @TempDir Path directory;
  private final EventLog log = new EventLog();
  private StorageEngine engine;
  private RecordOperations records;

  @BeforeEach
  void oneFile() {
    engine = SmallEngine.open(directory, 64, log);
    records = engine.records();
    RecordFile file = records.createRecordFile("f");
    assertThat(file.fileId()).isEqualTo(2);
    assertThat(file.rootPageId()).isEqualTo(3);
    pageEvents();
  }

  @AfterEach
  void check() {
    RecordFiles.checkAndClose(engine);
  }

  @Test
  void aFileIsCreatedInOneAtom() {
    records.createRecordFile("g");
    assertThat(pageEvents())
        .containsExactly(
            "PageAllocated[pageId=4, size=4096]", "PageAllocated[pageId=5, size=4096]");
    assertThat(engine.pages().getPage(4).type()).isEqualTo("record-file");
    assertThat(engine.pages().getPage(4).owner()).isEqualTo(4);
    assertThat(engine.pages().getPage(5).type()).isEqualTo("tree-leaf");
    assertThat(engine.pages().getPage(5).owner()).isEqualTo(4);
    assertThat(engine.pages().getPage(4).lsn()).isEqualTo(engine.pages().getPage(5).lsn());
  }

  @Test
  void aFullRootLeafGetsTwoLeavesBelowIt() {
    // b to h fit; a is the eighth, and not the highest: the middle is after a to d.
    putEach("bcdefgh");
    assertThat(pageEvents()).isEmpty();
    assertThat(engine.pages().getPage(3).freeBytes()).isEqualTo(4048 - 3500);
    putEach("a");
    assertThat(pageEvents())
        .containsExactly(
            "PageAllocated[pageId=4, size=4096]",
            "PageAllocated[pageId=5, size=4096]",
            "PageSplit[originalPageId=3, newPageId=4, reason=ROOT]");
    assertThat(engine.pages().getPage(3).type()).isEqualTo("tree-inner");
    assertThat(engine.pages().getPage(3).recordCount()).isEqualTo(2);
    assertThat(engine.pages().getPage(5).recordCount()).isEqualTo(4);
    assertThat(engine.pages().getPage(4).recordCount()).isEqualTo(4);
    assertKeys("abcdefgh");
  }

  @Test
  void holesAreClosedWhenThePieceLeftIsTooSmall() {
    putEach("abcdefg");
    records.deleteKey("f", bytes("c"));
    // 4,048 - 3,500 = 548 in one piece, and the slot of c: enough for another 500.
    put("x");
    records.deleteKey("f", bytes("d"));
    assertThat(pageEvents()).isEmpty();
    // 56 are left in one piece; c and d left holes of 496 each.
    put("y");
    assertThat(pageEvents()).containsExactly("PageCompacted[pageId=3, bytesReclaimed=992]");
    assertKeys("abefgxy");
  }

  @Test
  void aFullLeafIsSplitInTheMiddle() {
    putEach("bcdefgha");
    pageEvents();
    // Left: a b c d, then 1 2 3, then 0: the eighth.
    putEach("123");
    assertThat(pageEvents()).isEmpty();
    putEach("0");
    assertThat(pageEvents())
        .containsExactly(
            "PageAllocated[pageId=6, size=4096]",
            "PageSplit[originalPageId=5, newPageId=6, reason=FILL]");
    assertThat(engine.pages().getPage(5).recordCount()).isEqualTo(4);
    assertThat(engine.pages().getPage(6).recordCount()).isEqualTo(4);
    assertThat(engine.pages().getPage(3).recordCount()).isEqualTo(3);
    // All of it is one change.
    long lsn = engine.pages().getPage(6).lsn();
    assertThat(engine.pages().getPage(5).lsn()).isEqualTo(lsn);
    assertThat(engine.pages().getPage(3).lsn()).isEqualTo(lsn);
    assertKeys("0123abcdefgh");
  }

  @Test
  void ascendingKeysLeaveFullPagesBehind() {
    putEach("abcdefg");
    putEach("h");
    // The root is split so that its left half stays as it was.
    assertThat(pageEvents()).endsWith("PageSplit[originalPageId=3, newPageId=4, reason=ROOT]");
    assertThat(engine.pages().getPage(5).recordCount()).isEqualTo(7);
    assertThat(engine.pages().getPage(4).recordCount()).isEqualTo(1);
    long lsnOfLeft = engine.pages().getPage(5).lsn();
    putEach("ijklmn");
    assertThat(pageEvents()).isEmpty();
    long lsnOfFull = engine.pages().getPage(4).lsn();
    putEach("o");
    assertThat(pageEvents())
        .containsExactly(
            "PageAllocated[pageId=6, size=4096]",
            "PageSplit[originalPageId=4, newPageId=6, reason=ASCENDING]");
    assertThat(engine.pages().getPage(4).recordCount()).isEqualTo(7);
    assertThat(engine.pages().getPage(6).recordCount()).isEqualTo(1);
    // The full pages were not touched.
    assertThat(engine.pages().getPage(4).lsn()).isEqualTo(lsnOfFull);
    assertThat(engine.pages().getPage(5).lsn()).isEqualTo(lsnOfLeft);
    assertKeys("abcdefghijklmno");
  }

  @Test
  void aLittleUsedLeafIsMergedIntoItsLeftNeighbour() {
    putEach("bcdefgha");
    putEach("1230");
    pageEvents();
    // Leaves: 5 with 0 1 2 3, 6 with a b c d, 4 with e f g h. Three records are too few for 6.
    records.deleteKey("f", bytes("b"));
    assertThat(pageEvents())
        .containsExactly(
            "PageMerged[page1Id=5, page2Id=6, resultPageId=5, reason=UNDERFULL]",
            "PageFreed[pageId=6]");
    assertThat(engine.pages().getPage(5).recordCount()).isEqualTo(7);
    assertThat(engine.pages().getPage(3).recordCount()).isEqualTo(2);
    assertKeys("0123acdefgh");
  }

  @Test
  void theFirstLeafIsMergedWithItsRightNeighbour() {
    putEach("bcdefgha");
    putEach("1230");
    pageEvents();
    records.deleteKey("f", bytes("1"));
    assertThat(pageEvents())
        .containsExactly(
            "PageMerged[page1Id=5, page2Id=6, resultPageId=5, reason=UNDERFULL]",
            "PageFreed[pageId=6]");
    assertKeys("023abcdefgh");
  }

  @Test
  void aRootWithOneChildLeftTakesItsPlace() {
    putEach("bcdefgha");
    pageEvents();
    // 3 and 4 records: 3,500 bytes fit on one page.
    records.deleteKey("f", bytes("c"));
    assertThat(pageEvents())
        .containsExactly(
            "PageMerged[page1Id=5, page2Id=4, resultPageId=3, reason=UNDERFULL]",
            "PageFreed[pageId=4]",
            "PageFreed[pageId=5]");
    assertThat(engine.pages().getPage(3).type()).isEqualTo("tree-leaf");
    assertThat(engine.pages().getPage(3).recordCount()).isEqualTo(7);
    assertThat(records.recordFileStatistics("f").height()).isEqualTo(1);
    assertKeys("abdefgh");
  }

  @Test
  void aLittleUsedLeafBetweenFullNeighboursStays() {
    putEach("bcdefgha");
    putEach("1230");
    // 6 gets seven (a b c d and three more), 5 as well; 4 is left to be emptied down to three.
    putEach("456");
    put("aa");
    put("ab");
    put("ac");
    pageEvents();
    records.deleteKey("f", bytes("e"));
    assertThat(pageEvents()).isEmpty();
    assertThat(engine.pages().getPage(4).recordCount()).isEqualTo(3);
    // Two more leave one record, which fits on no neighbour either: 3,500 and 500 are too much.
    records.deleteKey("f", bytes("f"));
    records.deleteKey("f", bytes("g"));
    assertThat(pageEvents()).isEmpty();
    // The last one goes, and the page with it.
    records.deleteKey("f", bytes("h"));
    assertThat(pageEvents())
        .containsExactly(
            "PageMerged[page1Id=6, page2Id=4, resultPageId=6, reason=EMPTY]",
            "PageFreed[pageId=4]");
  }

  @Test
  void aValueTooLongForALeafGoesToOverflowPages() {
    // 3,643 / 2 = 1,821 bytes are the most for an entry: 4 + 2 + 1 + 1,814.
    records.putRecord("f", bytes("i"), new byte[1814]);
    assertThat(pageEvents()).isEmpty();
    records.putRecord("f", bytes("o"), new byte[1815]);
    assertThat(pageEvents()).containsExactly("PageAllocated[pageId=4, size=4096]");
    assertThat(engine.pages().getPage(4).type()).isEqualTo("tree-overflow");
    assertThat(engine.pages().getPage(4).owner()).isEqualTo(2);
    // An overflow page holds 4,096 - 60 = 4,036 bytes: one more byte needs a second one.
    records.putRecord("f", bytes("o"), new byte[4037]);
    assertThat(pageEvents())
        .containsExactly(
            "PageAllocated[pageId=5, size=4096]",
            "PageAllocated[pageId=6, size=4096]",
            "PageFreed[pageId=4]");
    assertThat(records.recordFileStatistics("f"))
        .isEqualTo(
            new RecordFileStatistics(
                2, 1 + 1814 + 1 + 4037, 1, 0, 1, 2, (1821 + 4 + 2 + 1 + 12) / 4048.0));
    records.putRecord("f", bytes("o"), new byte[3]);
    assertThat(pageEvents()).containsExactly("PageFreed[pageId=5]", "PageFreed[pageId=6]");
    assertThat(records.getKey("f", bytes("o")).value()).hasSize(3);
  }

  @Test
  void droppingFreesEveryPageAndTheNameAtOnce() {
    putEach("bcdefgha");
    records.putRecord("f", bytes("o"), new byte[9000]);
    long free = engine.io().countPages().free();
    long allocated = engine.io().countPages().allocated();
    records.dropRecordFile("f");
    // 2 (file), 3 (root), two leaves, three overflow pages.
    assertThat(engine.io().countPages().free()).isEqualTo(free + 7);
    assertThat(engine.io().countPages().allocated()).isEqualTo(allocated - 7);
    assertRefused(ErrorCode.RECORD_FILE_NOT_FOUND, () -> records.getKey("f", bytes("a")));
    assertRefused(ErrorCode.RECORD_FILE_NOT_FOUND, () -> records.dropRecordFile("f"));
    assertThat(records.listRecordFiles("", 10)).isEmpty();
    records.createRecordFile("f");
    assertRefused(ErrorCode.RECORD_NOT_FOUND, () -> records.getKey("f", bytes("a")));
  }

  @Test
  void pagesOfAFileAreNotThePageApisToChange() {
    for (long page : List.of(2L, 3L)) {
      assertRefused(ErrorCode.PAGE_OWNED, () -> engine.pages().resetPage(page, null));
      assertRefused(ErrorCode.PAGE_OWNED, () -> engine.pages().deletePage(page, null));
      assertRefused(ErrorCode.PAGE_OWNED, () -> engine.io().writePage(page, new byte[4096], null));
      assertRefused(ErrorCode.PAGE_OWNED, () -> engine.bufferPool().pinPage(page));
    }
  }

  private void putEach(String keys) {
    keys.chars().forEach(key -> put(String.valueOf((char) key)));
  }

  /** Each record takes 500 bytes. */
  private void put(String key) {
    records.putRecord("f", bytes(key), new byte[VALUE + 1 - key.length()]);
  }

  private void assertKeys(String expected) {
    StringBuilder found = new StringBuilder();
    RecordFiles.scan(records, "f", null, null, false, 1000)
        .forEach(it -> found.append(RecordFiles.text(it.key())));
    assertThat(found.toString()).isEqualTo(expected);
  }

  private List<String> pageEvents() {
    return log.take().stream()
        .filter(event ->
            event.startsWith("PageAllocated")
                || event.startsWith("PageSplit")
                || event.startsWith("PageMerged")
                || event.startsWith("PageCompacted")
                || event.startsWith("PageFreed"))
        .toList();
  }
}
