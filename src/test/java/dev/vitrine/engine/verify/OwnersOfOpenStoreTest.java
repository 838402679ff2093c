package dev.vitrine.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.engine.btree.RecordTree;
import dev.vitrine.engine.btree.RecordTrees;
import dev.vitrine.engine.btree.TreeStore;
import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.NumberedChanges;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What changes between the look at the pages and the walk through their owners, at exactly that
 * moment, and what does not. The record file: page 2 its own, page 3 its only leaf, with a value in
 * the overflow pages 4 and 5.
 */
class OwnersOfOpenStoreTest {

  private static final byte[] LONG = new byte[5000];

  @TempDir Path directory;
  private final NumberedChanges log = new NumberedChanges();
  private TreeStore store;
  private DiskManager disk;
  private BufferPool pool;
  private RecordTree tree;
  private OwnedPages recordFiles;

  @BeforeEach
  void open() throws IOException {
    store = TreeStore.create(directory, log);
    disk = store.disk();
    pool = store.pool();
    RecordTrees trees = store.trees();
    tree = trees.get(trees.create("f").file().name());
    tree.put(bytes("long"), LONG);
    recordFiles = new RecordFilePages(trees);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void pagesThatWereFreedAreNotLost() {
    assertThat(
            findings(claims -> {
              tree.delete(bytes("long"));
              recordFiles.claim(claims);
            }))
        .isEmpty();
  }

  @Test
  void pagesThatWereFreedAndGivenAgainAreNotLost() {
    assertThat(
            findings(claims -> {
              tree.delete(bytes("long"));
              recordFiles.claim(claims);
              tree.put(bytes("other"), LONG);
            }))
        .isEmpty();
    assertThat(tree.check().pages().stream()).containsExactly(2, 3, 4, 5);
  }

  @Test
  void pagesThatWereGivenAreNoFindings() {
    assertThat(
            findings(claims -> {
              tree.put(bytes("other"), LONG);
              recordFiles.claim(claims);
            }))
        .isEmpty();
    assertThat(tree.check().pages().stream()).containsExactly(2, 3, 4, 5, 6, 7);
  }

  @Test
  void pagesThatNobodyReachesAreLostUnlessTheyChanged() {
    assertThat(findings(_ -> tree.put(bytes("short"), new byte[1])))
        .extracting(Finding::code, Finding::pageId)
        .containsExactly(
            tuple(FindingCode.PAGE_LOST, 2L),
            tuple(FindingCode.PAGE_LOST, 4L),
            tuple(FindingCode.PAGE_LOST, 5L));
  }

  @Test
  void aPageOfTwoIsTold() {
    assertThat(
            findings(claims -> {
              recordFiles.claim(claims);
              claims.claim(4, 2, "another object");
            }))
        .extracting(Finding::code, Finding::pageId)
        .containsExactly(tuple(FindingCode.PAGE_OWNED_TWICE, 4L));
  }

  @Test
  void aPageOfAnotherIsTold() {
    assertThat(
            findings(claims -> {
              tree.delete(bytes("long"));
              recordFiles.claim(claims);
              claims.claim(1, 2, "a file");
            }))
        .extracting(Finding::code, Finding::pageId)
        .containsExactly(
            tuple(FindingCode.PAGE_OWNED_TWICE, 1L), tuple(FindingCode.OWNER_MISMATCH, 1L));
  }

  @Test
  void countsThatDisagreeAreTold() {
    disk.publish(4, PageType.TREE_OVERFLOW, true);
    assertThat(findings(recordFiles))
        .containsExactly(
            new Finding(
                FindingCode.FREE_LIST_WRONG,
                null,
                null,
                null,
                "in memory, 7 pages are counted in use, 6 are"));
  }

  private List<Finding> findings(OwnedPages walk) {
    List<OwnedPages> kinds = List.of(new EnginePages(disk), walk);
    Findings findings = new Findings();
    new StorageVerifier(disk, pool, log::lastLsn, kinds, EventSink.NONE, true)
        .verify(findings, VerificationWatch.NONE);
    return findings.report().findings();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
