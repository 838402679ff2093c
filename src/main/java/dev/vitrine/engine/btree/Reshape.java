package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.Entry;
import dev.vitrine.engine.page.SearchKey;
import dev.vitrine.event.MergeReason;
import dev.vitrine.event.SplitReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one key that may change the shape of the tree: splits up to the root, merges, chains
 * of overflow pages. It is thought through off the pages first, then made as one atom ({@link
 * TreeEdit}). The caller holds the tree's latch exclusively. For one change.
 */
final class Reshape {

  private final TreePages pages;
  private final Path path;
  private final SearchKey key;
  private final TreeEdit edit;

  /** The nodes of the path, by level; those above are loaded as they are needed. */
  private final @Nullable Node[] nodes;

  Reshape(TreePages pages, FilePage file, SearchKey key) {
    this.pages = pages;
    this.key = key;
    this.path = Path.to(key, pages, file.rootPageId());
    this.nodes = new Node[path.leafLevel() + 1];
    this.edit = new TreeEdit(pages, file.fileId());
  }

  RecordTree.Stored put(byte[] value) {
    int level = path.leafLevel();
    Node leaf = node(level);
    int bytesBefore = leaf.bytes();
    int index = path.index(level);
    boolean created = index < 0;
    Entry entry = entry(value);
    if (created) {
      leaf.insert(-index - 1, entry);
    } else {
      freeChain(leaf.entries().get(index));
      leaf.replace(index, entry);
    }
    if (leaf.bytes() > pages.limits().splitAboveBytes()) {
      boolean last = leaf.entries().getLast() == entry;
      splitUpwards(last && path.rightmost());
    } else if (leaf.bytes() < bytesBefore) {
      mergeUpwards();
    }
    return new RecordTree.Stored(created, edit.commit());
  }

  /** 0 when there is no such key. */
  long delete() {
    if (!path.found()) {
      return 0;
    }
    int level = path.leafLevel();
    Node leaf = node(level);
    freeChain(leaf.entries().get(path.index(level)));
    leaf.remove(path.index(level));
    mergeUpwards();
    return edit.commit();
  }

  private Entry entry(byte[] value) {
    return pages.limits().fitsLeaf(key.bytes().length, value.length)
        ? new Entry(key.bytes(), value, false)
        : new Entry(key.bytes(), edit.store(value), true);
  }

  private void freeChain(Entry entry) {
    if (entry.overflow()) {
      edit.free(pages.overflow().pages(entry.tail()));
    }
  }

  private void splitUpwards(boolean ascending) {
    int level = path.leafLevel();
    while (node(level).bytes() > pages.limits().splitAboveBytes()) {
      Node node = node(level);
      NodeSplit split =
          ascending
              ? NodeSplit.ascending(node.leaf(), node.entries())
              : NodeSplit.inTheMiddle(node.leaf(), node.entries());
      Node right = edit.create(Node.created(node.leaf(), split.right()));
      if (level == 0) {
        splitRoot(node, split, right);
        return;
      }
      node.become(split.left());
      edit.splitInto(node, right, ascending ? SplitReason.ASCENDING : SplitReason.FILL);
      level--;
      node(level).insert(path.index(level) + 1, right.entryFor(split.separator()));
    }
  }

  /** The root stays where it is: both halves go to new pages below it. */
  private void splitRoot(Node root, NodeSplit split, Node right) {
    Node left = edit.create(Node.created(root.leaf(), split.left()));
    List<Entry> children = new ArrayList<>();
    children.add(left.entryFor(Node.LEAST_KEY));
    children.add(right.entryFor(split.separator()));
    edit.changeType(root, children);
    edit.splitInto(root, right, SplitReason.ROOT);
  }

  private void mergeUpwards() {
    for (int level = path.leafLevel(); level > 0; level--) {
      Node node = node(level);
      if (!node.isEmpty() && node.bytes() >= pages.limits().mergeBelowBytes()) {
        return;
      }
      if (!mergeWithNeighbour(level, node) && !node.isEmpty()) {
        return;
      }
      if (node.isEmpty() && !edit.frees(node)) {
        // An only child, and nothing is left of it.
        edit.free(node);
        node(level - 1).remove(path.index(level - 1));
      }
    }
    collapseRoot();
  }

  /** False when there is no neighbour that can take it. */
  private boolean mergeWithNeighbour(int level, Node node) {
    Node parent = node(level - 1);
    int index = path.index(level - 1);
    if (index > 0) {
      Node left = neighbour(parent, index - 1);
      if (merge(left, node, parent, index)) {
        return true;
      }
    }
    return index + 1 < parent.entries().size()
        && merge(node, neighbour(parent, index + 1), parent, index + 1);
  }

  private Node neighbour(Node parent, int index) {
    return load(Node.child(parent.entries().get(index)));
  }

  private boolean merge(Node left, Node right, Node parent, int rightIndex) {
    List<Entry> all = new ArrayList<>(left.entries());
    for (Entry entry : right.entries()) {
      boolean least = !right.leaf() && entry == right.entries().getFirst() && !left.isEmpty();
      all.add(
          least ? new Entry(parent.entries().get(rightIndex).key(), entry.tail(), false) : entry);
    }
    if (Node.bytes(all) > pages.limits().splitAboveBytes()) {
      return false;
    }
    boolean empty = left.isEmpty() || right.isEmpty();
    left.become(all);
    edit.change(left);
    edit.free(right);
    edit.mergedInto(left, right, empty ? MergeReason.EMPTY : MergeReason.UNDERFULL);
    parent.remove(rightIndex);
    return true;
  }

  /** A root with one child takes the child's place, as often as need be. */
  private void collapseRoot() {
    Node root = node(0);
    while (!root.leaf() && root.entries().size() == 1) {
      long childId = Node.child(root.entries().getFirst());
      Node known = edit.pending(childId);
      root = edit.pullUp(root, known == null ? load(childId) : known);
      nodes[0] = root;
    }
  }

  private Node node(int level) {
    Node node = nodes[level];
    if (node == null) {
      node = load(path.page(level));
      edit.change(node);
      nodes[level] = node;
    }
    return node;
  }

  private Node load(long pageId) {
    TreePages.Content content = pages.content(pageId);
    return new Node(pageId, content.leaf(), content.entries());
  }
}
