package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What the page of a record file says.
 *
 * @param fileId the id of this page, and the owner in the header of every page of the file
 * @param rootPageId fixed for the file's life
 * @param createdMicros microseconds since the Unix epoch
 * @param dropped nobody finds it any more, and its pages are being freed
 */
public record FilePage(
    String name, long fileId, long rootPageId, long createdMicros, boolean dropped) {

  static final int NAME_BYTES_MAX = 64;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1," + NAME_BYTES_MAX + "}");

  /** {@code invalid-request} for a name that no file can have. */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw TreeErrors.invalidName(name);
    }
  }

  static FilePage read(MemorySegment page) {
    if (PageHeader.type(page) != PageType.RECORD_FILE) {
      throw TreeErrors.wrongType(PageHeader.pageId(page), PageHeader.typeCode(page));
    }
    int length = page.get(TreeLayout.I32, TreeLayout.NAME_LENGTH_AT);
    if (length < 1 || length > NAME_BYTES_MAX) {
      throw TreeErrors.damaged(
          PageHeader.pageId(page), "says that the file's name has " + length + " bytes");
    }
    byte[] name = page.asSlice(TreeLayout.NAME_AT, length).toArray(ValueLayout.JAVA_BYTE);
    return new FilePage(
        new String(name, StandardCharsets.US_ASCII),
        PageHeader.pageId(page),
        page.get(TreeLayout.I64, TreeLayout.ROOT_AT),
        page.get(TreeLayout.I64, TreeLayout.CREATED_AT),
        page.get(TreeLayout.I32, TreeLayout.STATE_AT) == TreeLayout.DROPPED);
  }

  void writeTo(MemorySegment page) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    page.set(TreeLayout.I32, TreeLayout.STATE_AT, dropped ? TreeLayout.DROPPED : TreeLayout.LIVE);
    page.set(TreeLayout.I32, TreeLayout.NAME_LENGTH_AT, bytes.length);
    page.set(TreeLayout.I64, TreeLayout.ROOT_AT, rootPageId);
    page.set(TreeLayout.I64, TreeLayout.CREATED_AT, createdMicros);
    MemorySegment.copy(bytes, 0, page, ValueLayout.JAVA_BYTE, TreeLayout.NAME_AT, bytes.length);
  }
}
