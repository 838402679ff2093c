package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.page.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Frees the pages of a dropped file, which nobody else finds any more, from its right end, in atoms
 * of a bounded number of pages: the entry that leads to a page goes with the page, so that after a
 * crash between two atoms what is left hangs together, and the next opening goes on. The file's own
 * page is the last one. For one thread.
 */
public final class TreeDrop {

  /** Leaves that are freed in one atom. */
  private static final int LEAVES_AT_ONCE_MAX = 16;

  private final TreePages pages;
  private final FilePage file;
  private final Object lock;
  private final int leavesAtOnce;
  private boolean done;
  private long lsn;

  /**
   * @param lock held while pages are freed
   */
  TreeDrop(TreePages pages, FilePage file, Object lock) {
    this.pages = pages;
    this.file = file;
    this.lock = lock;
    this.leavesAtOnce = Math.min(LEAVES_AT_ONCE_MAX, pages.limits().overflowPagesAtOnceMax());
  }

  /** Frees some pages, in one atom; false when there are none left. */
  public boolean freeSome() {
    if (done) {
      return false;
    }
    synchronized (lock) {
      lsn = freeLastPages();
    }
    return !done;
  }

  /** Of the last atom. */
  public long lsn() {
    return lsn;
  }

  private long freeLastPages() {
    long parent = 0;
    long pageId = file.rootPageId();
    TreePages.Content content = pages.content(pageId);
    while (!content.leaf() && !content.entries().isEmpty()) {
      parent = pageId;
      pageId = Node.child(content.entries().getLast());
      content = pages.content(pageId);
    }
    int chained = lastChained(content);
    if (chained >= 0) {
      return freeChain(pageId, content.entries().get(chained));
    }
    return parent == 0 ? freeRootAndFile() : freeLastChildren(parent);
  }

  private static int lastChained(TreePages.Content content) {
    int index = content.leaf() ? content.entries().size() - 1 : -1;
    while (index >= 0 && !content.entries().get(index).overflow()) {
      index--;
    }
    return index;
  }

  private long freeChain(long leaf, Entry entry) {
    Node node = new Node(leaf, true, pages.content(leaf).entries());
    TreeEdit edit = new TreeEdit(pages, file.fileId());
    edit.change(node);
    edit.free(pages.overflow().pages(entry.tail()));
    node.entries().removeIf(it -> same(it, entry));
    return edit.commit();
  }

  private static boolean same(Entry one, Entry other) {
    return Arrays.equals(one.key(), other.key());
  }

  /** Frees the last children of a page, as long as they have nothing below them. */
  private long freeLastChildren(long parent) {
    List<Entry> children = new ArrayList<>(pages.content(parent).entries());
    TreeEdit edit = new TreeEdit(pages, file.fileId());
    Node node = new Node(parent, false, pages.content(parent).entries());
    edit.change(node);
    for (int i = 0; i < leavesAtOnce && !children.isEmpty(); i++) {
      long child = Node.child(children.getLast());
      TreePages.Content content = pages.content(child);
      boolean bare = content.leaf() ? lastChained(content) < 0 : content.entries().isEmpty();
      if (!bare) {
        break;
      }
      edit.free(new Node(child, content.leaf(), content.entries()));
      children.removeLast();
    }
    node.become(children);
    return edit.commit();
  }

  private long freeRootAndFile() {
    TreeSet<Long> last = new TreeSet<>(List.of(file.rootPageId(), file.fileId()));
    try (PageChange change = pages.pool().change()) {
      last.forEach(change::pageToFree);
      last.forEach(change::free);
      long freed = change.commit();
      done = true;
      return freed;
    }
  }

  /** Notes on the file's page that the file is dropped; the LSN. */
  static long mark(TreePages pages, FilePage file) {
    try (PageChange change = pages.pool().change()) {
      new FilePage(file.name(), file.fileId(), file.rootPageId(), file.createdMicros(), true)
          .writeTo(change.page(file.fileId()));
      return change.commit();
    }
  }
}
