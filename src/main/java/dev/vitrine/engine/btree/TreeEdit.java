package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.page.Entry;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SortedPage;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.MergeReason;
import dev.vitrine.event.PageEvent.PageMerged;
import dev.vitrine.event.PageEvent.PageSplit;
import dev.vitrine.event.SplitReason;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A change of several pages of a tree: collected first, with no page held, and then made as one
 * atom. So pages can be taken in ascending order, as every {@link PageChange} does, whatever order
 * the tree has them in. For one change.
 */
final class TreeEdit {

  private record Split(Node original, Node created, SplitReason reason) {}

  private record Merge(Node left, Node right, MergeReason reason) {}

  private final TreePages pages;
  private final long fileId;
  private final TreeMap<Long, Node> changed = new TreeMap<>();
  private final Map<Long, PageType> retyped = new HashMap<>();
  private final TreeSet<Long> freed = new TreeSet<>();
  private final List<Node> created = new ArrayList<>();
  private final List<Split> splits = new ArrayList<>();
  private final List<Merge> merges = new ArrayList<>();
  private final Map<Node, Long> pulledUp = new HashMap<>();
  private @Nullable OverflowWrite overflow;
  private int overflowPagesFreed;

  TreeEdit(TreePages pages, long fileId) {
    this.pages = pages;
    this.fileId = fileId;
  }

  /** Writes the node's page, if the node is then another than it was. */
  void change(Node node) {
    changed.put(node.pageId(), node);
  }

  /** The node of a page that this edit knows; else null. */
  @Nullable Node pending(long pageId) {
    return changed.get(pageId);
  }

  Node create(Node node) {
    created.add(node);
    return node;
  }

  /** Makes a leaf or inner page an inner page above these. */
  void changeType(Node leafOrInner, List<Entry> children) {
    if (leafOrInner.leaf()) {
      retyped.put(leafOrInner.pageId(), PageType.TREE_INNER);
    }
    leafOrInner.become(children);
  }

  /** Gives a page the content of its only child, which is freed; what the page is then. */
  Node pullUp(Node parent, Node child) {
    if (parent.leaf() != child.leaf()) {
      retyped.put(parent.pageId(), type(child.leaf()));
    }
    Node result = new Node(parent.pageId(), child.leaf(), parent.entries());
    result.become(child.entries());
    change(result);
    free(child);
    pulledUp.put(child, parent.pageId());
    return result;
  }

  void free(Node node) {
    changed.remove(node.pageId());
    freed.add(node.pageId());
  }

  boolean frees(Node node) {
    return freed.contains(node.pageId());
  }

  /** Frees the pages of an overflow chain. */
  void free(long[] chain) {
    overflowPagesFreed += chain.length;
    for (long pageId : chain) {
      freed.add(pageId);
    }
  }

  /** Puts a value into overflow pages; the reference to it is complete once this is committed. */
  byte[] store(byte[] value) {
    overflow = new OverflowWrite(value, pages.limits());
    return overflow.reference();
  }

  void splitInto(Node original, Node right, SplitReason reason) {
    splits.add(new Split(original, right, reason));
  }

  void mergedInto(Node left, Node right, MergeReason reason) {
    merges.add(new Merge(left, right, reason));
  }

  /** Makes the change; its LSN. */
  long commit() {
    int frames =
        Math.min(
            overflowPagesFreed + (overflow == null ? 0 : overflow.pageCount()),
            pages.limits().overflowPagesAtOnceMax());
    pages.overflowFrames().acquireUninterruptibly(frames);
    try (PageChange change = pages.pool().change()) {
      Map<Node, MemorySegment> memories = take(change);
      for (Node node : created) {
        PageChange.Created page = change.create(type(node.leaf()), fileId);
        node.setReference(page.pageId());
        memories.put(node, page.memory());
      }
      if (overflow != null) {
        overflow.write(change, fileId);
      }
      retyped.forEach(change::retype);
      memories.forEach((node, memory) -> SortedPage.of(memory).become(node.entries()));
      tell(change);
      freed.forEach(change::free);
      return change.commit();
    } finally {
      pages.overflowFrames().release(frames);
    }
  }

  /** Takes the pages that there are, in ascending order. */
  private Map<Node, MemorySegment> take(PageChange change) {
    changed.values().removeIf(node -> !node.changed() && !retyped.containsKey(node.pageId()));
    TreeSet<Long> existing = new TreeSet<>(freed);
    existing.addAll(changed.keySet());
    Map<Node, MemorySegment> memories = new HashMap<>();
    for (long pageId : existing) {
      Node node = changed.get(pageId);
      if (node == null) {
        change.pageToFree(pageId);
      } else {
        memories.put(node, change.page(pageId));
      }
    }
    return memories;
  }

  private void tell(PageChange change) {
    for (Split split : splits) {
      change.emit(
          new PageSplit(
              split.original.pageId(),
              split.created.reference(),
              split.reason,
              EventClock.nowMicros()));
    }
    for (Merge merge : merges) {
      change.emit(
          new PageMerged(
              merge.left.pageId(),
              merge.right.pageId(),
              pulledUp.getOrDefault(merge.left, merge.left.pageId()),
              merge.reason,
              EventClock.nowMicros()));
    }
  }

  private static PageType type(boolean leaf) {
    return leaf ? PageType.TREE_LEAF : PageType.TREE_INNER;
  }
}
