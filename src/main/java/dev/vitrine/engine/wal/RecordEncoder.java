package dev.vitrine.engine.wal;

import static dev.vitrine.engine.wal.LogLayout.I16;
import static dev.vitrine.engine.wal.LogLayout.I32;
import static dev.vitrine.engine.wal.LogLayout.I64;

import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Builds one log record in memory of its own, which is used again for the next. For one thread.
 *
 * <p>A page is told by what differs from its version before, or in full when that version may not
 * be whole on disk after a crash: when the page was last changed before the redo point, a write of
 * it could be torn, and recovery begins with the full one.
 */
final class RecordEncoder {

  private static final int WORD = Long.BYTES;

  /** Two ranges with fewer equal bytes between them become one: a range costs four bytes. */
  private static final int GAP_BYTES_MIN = 16;

  private static final int BUFFER_BYTES_KEPT_MAX = 1 << 20;

  /** What a page that is told in full differs from. */
  private static final MemorySegment ZEROS =
      MemorySegment.ofArray(new byte[PageLayout.PAGE_SIZE_BYTES_MAX]).asReadOnly();

  private final CRC32C checksum = new CRC32C();
  private byte[] bytes = new byte[16 * 1024];
  private MemorySegment memory = MemorySegment.ofArray(bytes);
  private int length;

  /** Encodes everything but what is known only when the record gets its place. */
  void encode(List<PageVersion> pages, long redoPoint) {
    if (bytes.length > BUFFER_BYTES_KEPT_MAX) {
      resize(BUFFER_BYTES_KEPT_MAX);
    }
    length = LogLayout.RECORD_HEADER_BYTES;
    for (PageVersion page : pages) {
      encode(page, redoPoint);
    }
    memory.set(I32, LogLayout.RECORD_LENGTH_AT, length);
    memory.set(I32, LogLayout.RECORD_PAGES_AT, pages.size());
    checksum.reset();
    checksum.update(bytes, LogLayout.RECORD_HEADER_BYTES, length - LogLayout.RECORD_HEADER_BYTES);
  }

  /** Completes the record for its place in the log. */
  void seal(long position, long durable, int generation) {
    memory.set(I64, LogLayout.RECORD_POSITION_AT, position);
    memory.set(I64, LogLayout.RECORD_DURABLE_AT, durable);
    memory.set(I32, LogLayout.RECORD_GENERATION_AT, generation);
    checksum.update(
        bytes,
        LogLayout.RECORD_LENGTH_AT,
        LogLayout.RECORD_HEADER_BYTES - LogLayout.RECORD_LENGTH_AT);
    memory.set(I32, LogLayout.RECORD_CHECKSUM_AT, (int) checksum.getValue());
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  private void encode(PageVersion page, long redoPoint) {
    MemorySegment before = page.before();
    long previousLsn = before == null ? 0 : PageHeader.lsn(before);
    boolean full = before == null || previousLsn <= redoPoint;
    require(LogLayout.PAGE_HEADER_BYTES);
    int header = length;
    length += LogLayout.PAGE_HEADER_BYTES;
    int ranges = ranges(before == null || full ? ZEROS : before, page.after());
    memory.set(I64, header + LogLayout.PAGE_ID_AT, page.pageId());
    memory.set(I64, header + LogLayout.PAGE_PREVIOUS_LSN_AT, full ? 0 : previousLsn);
    memory.set(
        I16,
        header + LogLayout.PAGE_FORM_AT,
        (short) (full ? LogLayout.FORM_FULL : LogLayout.FORM_DELTA));
    memory.set(I16, header + LogLayout.PAGE_RANGES_AT, (short) ranges);
  }

  private int ranges(MemorySegment before, MemorySegment after) {
    int size = (int) after.byteSize();
    int count = 0;
    int start = nextDifference(before, after, 0);
    while (start < size) {
      int end = start + WORD;
      int next = nextDifference(before, after, end);
      while (next < size && next - end < GAP_BYTES_MIN) {
        end = next + WORD;
        next = nextDifference(before, after, end);
      }
      add(after, start, end);
      count++;
      start = next;
    }
    return count;
  }

  /** The first word from {@code from} on that differs; the page's size when there is none. */
  private static int nextDifference(MemorySegment before, MemorySegment after, int from) {
    int size = (int) after.byteSize();
    int at = from;
    while (at < size) {
      long differing = after.get(I64, at) ^ before.get(I64, at);
      if (differing != 0 && (at > PageLayout.OWNER_AT || (differing & unstamped(at)) != 0)) {
        return at;
      }
      at += WORD;
      if (differing == 0) {
        // Most of a page is as it was, and the JDK compares that many bytes at once.
        long equal = MemorySegment.mismatch(before, at, size, after, at, size);
        at = equal < 0 ? size : at + ((int) equal & -WORD);
      }
    }
    return size;
  }

  /** The bits of a word of the header that the stamp does not set anyway. */
  private static long unstamped(int at) {
    return switch (at) {
      case PageLayout.LSN_AT -> 0;
      case PageLayout.CHECKSUM_AT -> 0xFFFF_FFFF_0000_0000L;
      default -> -1;
    };
  }

  private void add(MemorySegment after, int start, int end) {
    int rangeLength = end - start;
    require(LogLayout.RANGE_HEADER_BYTES + rangeLength);
    memory.set(I16, length + LogLayout.RANGE_OFFSET_AT, (short) start);
    memory.set(I16, length + LogLayout.RANGE_LENGTH_LESS_ONE_AT, (short) (rangeLength - 1));
    length += LogLayout.RANGE_HEADER_BYTES;
    MemorySegment.copy(after, ValueLayout.JAVA_BYTE, start, bytes, length, rangeLength);
    length += rangeLength;
  }

  private void require(int more) {
    if (length + more > bytes.length) {
      resize(Math.max(length + more, bytes.length * 2));
    }
  }

  private void resize(int size) {
    bytes = Arrays.copyOf(bytes, size);
    memory = MemorySegment.ofArray(bytes);
  }
}
