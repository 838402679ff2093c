package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.buffer.PageMoments;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.Entry;
import dev.vitrine.engine.page.PageHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Frees the pages of a dropped file, which nobody else finds any more, from its right end, in atoms
 * of a bounded number of pages: the entry that leads to a page goes with the page, so that after a
 * crash between two atoms what is left hangs together, and the next opening goes on. The file's own
 * page is the last one. Damage does not keep a file from being dropped. For one thread.
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

  /** Whether a page could not be read, so that others may be left that only say whose they are. */
  private boolean damaged;

  /** Up to where those were looked for. */
  private long searched = -1;

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
    TreePages.Content content = find(pageId).content();
    while (!content.leaf() && !content.entries().isEmpty()) {
      parent = pageId;
      pageId = Node.child(content.entries().getLast());
      content = find(pageId).content();
    }
    int chained = lastChained(content);
    if (chained >= 0) {
      return freeChain(pageId, content.entries().get(chained));
    }
    if (parent != 0) {
      return freeLastChildren(parent);
    }
    List<Long> unreached = damaged ? unreached() : List.of();
    return unreached.isEmpty() ? freeRootAndFile() : free(unreached);
  }

  /**
   * What a page holds. A damaged page leads nowhere and is freed unread; what was below it is found
   * by its owner. One that can't be read, is not in use or is no page of a tree may be anybody's.
   */
  private record Found(TreePages.Content content, boolean ours) {}

  private Found find(long pageId) {
    try {
      return new Found(pages.content(pageId), true);
    } catch (EngineException e) {
      boolean ours = TreeErrors.requireDamage(e) == ErrorCode.CHECKSUM_FAILURE;
      damaged = true;
      return new Found(new TreePages.Content(true, List.of()), ours);
    }
  }

  private long[] chain(Entry entry) {
    try {
      return pages.overflow().pages(entry.tail());
    } catch (EngineException e) {
      TreeErrors.requireDamage(e);
      damaged = true;
      return pages.overflow().reachable(entry.tail()).stream().mapToLong(id -> id).toArray();
    }
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
    edit.free(chain(entry));
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
      Found found = find(child);
      TreePages.Content content = found.content();
      boolean bare = content.leaf() ? lastChained(content) < 0 : content.entries().isEmpty();
      if (!bare) {
        break;
      }
      if (found.ours()) {
        edit.free(new Node(child, content.leaf(), content.entries()));
      }
      children.removeLast();
    }
    node.become(children);
    return edit.commit();
  }

  /** The next pages that say that they are the file's, and that no page led to. */
  private List<Long> unreached() {
    List<Long> found = new ArrayList<>();
    PageMoments moments = new PageMoments(pages.pool(), pages.disk());
    while (damaged && found.size() < leavesAtOnce) {
      searched = pages.disk().nextAllocated(searched);
      if (searched < 0) {
        damaged = false;
      } else if (isUnreached(moments, searched)) {
        found.add(searched);
      }
    }
    return found;
  }

  private boolean isUnreached(PageMoments moments, long pageId) {
    if (!pages.disk().owned(pageId) || pageId == file.rootPageId() || pageId == file.fileId()) {
      return false;
    }
    try {
      return PageHeader.owner(moments.newest(pageId)) == file.fileId();
    } catch (EngineException e) {
      // Nobody knows whose it is.
      return false;
    }
  }

  private long freeRootAndFile() {
    boolean root = find(file.rootPageId()).ours();
    long freed = free(root ? List.of(file.rootPageId(), file.fileId()) : List.of(file.fileId()));
    done = true;
    return freed;
  }

  private long free(List<Long> pageIds) {
    TreeSet<Long> ascending = new TreeSet<>(pageIds);
    try (PageChange change = pages.pool().change()) {
      ascending.forEach(change::pageToFree);
      ascending.forEach(change::free);
      return change.commit();
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
