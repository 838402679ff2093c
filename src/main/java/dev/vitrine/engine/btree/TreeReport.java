package dev.vitrine.engine.btree;

import java.util.BitSet;
import java.util.List;

/**
 * What a check of one record file found.
 *
 * @param name empty when the file's page can't be read
 * @param dropped the file is being dropped: its pages are known, their content is not checked
 * @param height levels, 1 when the root is a leaf
 * @param pages every page that belongs to the file: its own page, the tree, the overflow chains
 * @param violations everything that is wrong; empty when the file is sound
 */
public record TreeReport(
    String name,
    long fileId,
    boolean dropped,
    long records,
    int height,
    BitSet pages,
    List<Violation> violations) {

  /**
   * Something is wrong.
   *
   * @param pageId where
   * @param what in words
   */
  public record Violation(long pageId, String what) {}

  public boolean sound() {
    return violations.isEmpty();
  }
}
