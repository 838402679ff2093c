package dev.vitrine.engine.wal;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What a record says of one page.
 *
 * @param full whether the ranges are all of the page that is not zero
 * @param previousLsn the version that the ranges are to be put on; 0 when {@code full}
 */
public record LoggedPage(long pageId, boolean full, long previousLsn, List<Range> ranges) {

  /** Bytes and where they belong. */
  public record Range(int offset, MemorySegment bytes) {}

  /** Makes the page what it was after the change, but for its stamp. */
  public void applyTo(MemorySegment page) {
    if (full) {
      page.fill((byte) 0);
    }
    for (Range range : ranges) {
      MemorySegment.copy(range.bytes, 0, page, range.offset, range.bytes.byteSize());
    }
  }
}
