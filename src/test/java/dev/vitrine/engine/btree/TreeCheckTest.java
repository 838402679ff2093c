package dev.vitrine.engine.btree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.NumberedChanges;
import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.Entry;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SortedPage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks a sound file in every way that the check looks for, and has it found. The file: page 2 its
 * own, page 3 the root, above the leaves 5 (a to g, of which g has its value in the overflow pages
 * 6 and 7) and 4 (h to k).
 */
class TreeCheckTest {

  @TempDir Path directory;
  private TreeStore store;
  private DiskManager disk;
  private BufferPool pool;
  private RecordTree tree;

  @BeforeEach
  void soundFile() throws IOException {
    store = TreeStore.create(directory, new NumberedChanges());
    disk = store.disk();
    pool = store.pool();
    RecordTrees trees = store.trees();
    tree = trees.get(trees.create("f").file().name());
    // Each takes 500 bytes; the eighth splits the root.
    for (String key : List.of("b", "c", "d", "h", "i", "j", "k", "a")) {
      tree.put(bytes(key), new byte[493]);
    }
    for (String key : List.of("e", "f", "g")) {
      tree.put(bytes(key), new byte[493]);
    }
    tree.put(bytes("g"), new byte[5000]);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void aSoundFileHasNoViolations() {
    TreeReport report = tree.check();
    assertThat(report.violations()).isEmpty();
    assertThat(report.sound()).isTrue();
    assertThat(report.name()).isEqualTo("f");
    assertThat(report.records()).isEqualTo(11);
    assertThat(report.height()).isEqualTo(2);
    assertThat(report.pages().stream().toArray()).containsExactly(2, 3, 4, 5, 6, 7);
  }

  @Test
  void keysOutOfOrder() {
    damage(5, page -> swapSlots(page, 1, 2));
    assertFound(5, "has keys 1 and 2 out of order");
  }

  @Test
  void aKeyOutsideTheFences() {
    damage(
        5,
        page -> {
          SortedPage sorted = SortedPage.of(page);
          sorted.remove(sorted.count() - 1);
          sorted.insert(sorted.count(), new Entry(bytes("z"), new byte[1], false));
        });
    assertFound(5, "has key 6 outside the fences of the page");
  }

  @Test
  void anEmptyLeaf() {
    damage(5, page -> SortedPage.of(page).become(List.of()));
    assertFound(5, "is empty");
  }

  @Test
  void aPageThatShouldHaveBeenSplit() {
    damage(5, page -> SortedPage.of(page).insert(0, new Entry(bytes("A"), new byte[700], false)));
    assertFound(5, "has 3726 bytes in use, more than 3643: it should have been split");
  }

  @Test
  void anEntryTooLongForALeaf() {
    damage(
        5,
        page -> SortedPage.of(page).become(List.of(new Entry(bytes("a"), new byte[1815], false))));
    assertFound(5, "has an entry of 1822 bytes");
  }

  @Test
  void slotsThatPointOutside() {
    damage(5, page -> page.set(ValueLayout.JAVA_INT, PageLayout.UPPER_AT, 4000));
    assertFound(5, "outside 4000..4096");
  }

  @Test
  void aPageOfAnotherType() {
    damage(5, page -> PageHeader.identify(page, 5, PageType.RAW, 2));
    assertFound(5, "is a raw page where a page of a tree should be");
  }

  @Test
  void aPageOfAnotherOwner() {
    damage(5, page -> PageHeader.identify(page, 5, PageType.TREE_LEAF, 99));
    assertFound(5, "belongs to 99, not to the file");
  }

  @Test
  void aPageThatTheMapKnowsAsSomethingElse() {
    disk.retype(5, PageType.SLOTTED);
    assertFound(5, "is a tree-leaf page, and slotted in the allocation map");
  }

  @Test
  void aPageThatIsReachedTwice() {
    damage(3, page -> replaceChild(page, 1, 5));
    assertFound(5, "is reached twice");
  }

  @Test
  void aPageThatIsNotThere() {
    damage(3, page -> replaceChild(page, 1, 77));
    assertFound(77, "can't be read: there is no page 77");
  }

  @Test
  void aTreeThatRunsInACircle() {
    damage(3, page -> replaceChild(page, 0, 3));
    assertFound(3, "is reached twice");
  }

  @Test
  void leavesAtDifferentLevels() {
    try (PageChange change = pool.change()) {
      MemorySegment root = change.page(3);
      PageChange.Created inner = change.create(PageType.TREE_INNER, 2);
      byte[] child = SortedPage.of(root).get(1).tail();
      SortedPage.of(inner.memory()).insert(0, new Entry(new byte[0], child, false));
      replaceChild(root, 1, inner.pageId());
      change.commit();
    }
    assertFound(4, "is a leaf at level 3, others are at 2");
  }

  @Test
  void aRootWithOneChild() {
    damage(3, page -> SortedPage.of(page).remove(1));
    assertFound(3, "is a root with 1 children");
  }

  @Test
  void anInnerPageThatDoesNotBeginWithTheLeastKey() {
    damage(
        3,
        page -> {
          SortedPage sorted = SortedPage.of(page);
          byte[] child = sorted.get(0).tail();
          sorted.remove(0);
          sorted.insert(0, new Entry(bytes("A"), child, false));
        });
    assertFound(3, "begins with a key that is not the least one");
  }

  @Test
  void anEntryThatLeadsNowhere() {
    damage(
        3,
        page -> {
          SortedPage sorted = SortedPage.of(page);
          byte[] key = sorted.get(1).key();
          sorted.remove(1);
          sorted.insert(1, new Entry(key, new byte[3], false));
        });
    assertFound(3, "has an entry 1 that leads to no page");
  }

  @Test
  void aChainThatEndsEarly() {
    damage(6, page -> page.set(ValueLayout.JAVA_LONG_UNALIGNED, TreeLayout.NEXT_AT, 0L));
    assertFound(
        6, "has 4036 bytes and leads to page 0; 4036 of the value's 5000 bytes came so far");
  }

  @Test
  void aChainOfAnotherLength() {
    damage(7, page -> page.set(ValueLayout.JAVA_INT_UNALIGNED, TreeLayout.PART_LENGTH_AT, 965));
    assertFound(5, "has a value of 5000 bytes in a chain of 5001");
  }

  @Test
  void aChainThroughAPageThatIsNone() {
    damage(6, page -> page.set(ValueLayout.JAVA_LONG_UNALIGNED, TreeLayout.NEXT_AT, 5L));
    assertFound(5, "is a tree-leaf page in an overflow chain");
  }

  @Test
  void anOverflowReferenceOfAnotherLength() {
    damage(
        4,
        page -> {
          SortedPage sorted = SortedPage.of(page);
          sorted.become(List.of(new Entry(bytes("x"), new byte[5], true)));
        });
    assertFound(4, "has an overflow reference of 5 bytes");
  }

  @Test
  void aFileWhosePageIsNone() {
    TreeReport report = new TreeCheck(pool, disk).check(5);
    assertThat(report.name()).isEmpty();
    assertThat(report.violations()).hasSize(1);
    assertThat(report.violations().getFirst().what()).contains("is a tree-leaf page");
  }

  @Test
  void everythingIsToldNotOnlyTheFirst() {
    damage(5, page -> swapSlots(page, 1, 2));
    damage(4, page -> PageHeader.identify(page, 4, PageType.TREE_LEAF, 99));
    assertThat(tree.check().violations()).extracting(TreeReport.Violation::pageId).contains(4L, 5L);
  }

  private void assertFound(long pageId, String what) {
    TreeReport report = tree.check();
    assertThat(report.sound()).isFalse();
    assertThat(report.violations())
        .anySatisfy(violation -> {
          assertThat(violation.pageId()).isEqualTo(pageId);
          assertThat(violation.what()).contains(what);
        });
  }

  private void damage(long pageId, Consumer<MemorySegment> how) {
    try (PageChange change = pool.change()) {
      how.accept(change.page(pageId));
      change.commit();
    }
  }

  private static void swapSlots(MemorySegment page, int one, int other) {
    long first = PageLayout.HEADER_BYTES + (long) one * PageLayout.SLOT_BYTES;
    long second = PageLayout.HEADER_BYTES + (long) other * PageLayout.SLOT_BYTES;
    int slot = page.get(ValueLayout.JAVA_INT, first);
    page.set(ValueLayout.JAVA_INT, first, page.get(ValueLayout.JAVA_INT, second));
    page.set(ValueLayout.JAVA_INT, second, slot);
  }

  private static void replaceChild(MemorySegment page, int index, long child) {
    SortedPage sorted = SortedPage.of(page);
    byte[] key = sorted.get(index).key();
    byte[] tail = new byte[Long.BYTES];
    MemorySegment.ofArray(tail).set(TreeLayout.I64, 0, child);
    sorted.remove(index);
    sorted.insert(index, new Entry(key, tail, false));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
