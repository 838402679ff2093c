package dev.vitrine.workload;

import java.util.function.UnaryOperator;

/**
 * A part of the engine as a workload sees it: records under dense keys from 0. It stores bytes and
 * nothing else; versions, verification and measuring are the same for every target.
 *
 * <p>Blocking; any number of threads, but never two at once that write the same key. Methods throw
 * the engine's errors as they are. They are never interrupted.
 */
public interface WorkloadTarget {

  /** Stores the first record of a key, before the work. */
  default void load(long key, byte[] record) {
    insert(key, record);
  }

  /** Stores the first record of a key. */
  void insert(long key, byte[] record);

  byte[] read(long key);

  /** Replaces a record by one of the same length. */
  void update(long key, byte[] record);

  /** Reads the records of {@code count} keys, in order, and hands over each. */
  void scan(long firstKey, int count, Visitor visitor);

  /** Replaces a record by what {@code change} makes of it. */
  default void readModifyWrite(long key, UnaryOperator<byte[]> change) {
    update(key, change.apply(read(key)));
  }

  /**
   * Removes the next piece (a page, a file) of what was made; false when all were tried. A piece
   * that can't be removed stays and is not tried again.
   */
  boolean removeNext();

  /** Pieces that were made and not removed. */
  long left();

  /** Takes the records of a scan. */
  interface Visitor {
    void visit(long key, byte[] record);
  }

  /** Makes a target for each workload. */
  interface Factory {

    /** What a {@link WorkloadSpec} calls the target by. */
    String name();

    /** The longest record that it takes. */
    int recordBytesMax();

    /** Touches nothing yet. */
    WorkloadTarget create(WorkloadSpec spec);
  }
}
