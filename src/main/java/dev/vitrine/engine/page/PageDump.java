package dev.vitrine.engine.page;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page taken apart for people: header, slots, bytes. Works on any bytes, also on damaged ones.
 *
 * @param mapType what the allocation map has the page as
 * @param damage what makes the bytes not this page; null where nothing does
 * @param slots the slot directory; empty for pages without one
 * @param lines all bytes but those of lines that repeat the one before
 */
public record PageDump(
    long pageId,
    int sizeBytes,
    String mapType,
    @Nullable String damage,
    DumpHeader header,
    List<DumpSlot> slots,
    List<DumpLine> lines) {

  private static final int LINE_BYTES = 16;
  private static final int PREVIEW_BYTES = 32;

  /** The header's fields as they are stored; the two checksums agree on an intact page. */
  public record DumpHeader(
      String magic,
      int version,
      String type,
      int typeCode,
      long pageId,
      long lsn,
      long checksum,
      long computedChecksum,
      long owner,
      int slotCount,
      int recordCount,
      int upper,
      int fragmentedBytes) {}

  /**
   * An entry of the slot directory.
   *
   * @param offset 0 where the slot is free
   * @param preview the record's first bytes as text, a dot for what is not printable
   */
  public record DumpSlot(int slot, int offset, int lengthBytes, String preview) {}

  /** Sixteen bytes, in hex and as text, a dot for what is not printable. */
  public record DumpLine(int offset, String hex, String ascii) {}

  public static PageDump of(long pageId, PageType mapType, MemorySegment page) {
    PageDamage damage = PageDamage.of(pageId, page);
    byte[] bytes = page.toArray(ValueLayout.JAVA_BYTE);
    return new PageDump(
        pageId,
        bytes.length,
        mapType.label(),
        damage == null ? null : damage.text(),
        header(page),
        PageHeader.type(page).hasSlots() ? slots(page, bytes) : List.of(),
        lines(bytes));
  }

  private static DumpHeader header(MemorySegment page) {
    SlottedPage slotted = SlottedPage.of(page);
    return new DumpHeader(
        "%08x".formatted(PageHeader.magic(page)),
        PageHeader.version(page),
        PageHeader.type(page).label(),
        PageHeader.typeCode(page),
        PageHeader.pageId(page),
        PageHeader.lsn(page),
        PageHeader.checksum(page),
        PageChecksum.compute(page),
        PageHeader.owner(page),
        slotted.slotCount(),
        slotted.recordCount(),
        slotted.upper(),
        slotted.fragmentedBytes());
  }

  /** As many slots as there is room for, whatever the header says. */
  private static List<DumpSlot> slots(MemorySegment page, byte[] bytes) {
    SlottedPage slotted = SlottedPage.of(page);
    int room = (bytes.length - PageLayout.HEADER_BYTES) / PageLayout.SLOT_BYTES;
    List<DumpSlot> slots = new ArrayList<>();
    for (int slot = 0; slot < Math.min(slotted.slotCount(), room); slot++) {
      int offset = slotted.offset(slot);
      int length = slotted.length(slot);
      int from = Math.min(offset, bytes.length);
      int to = Math.min(from + Math.min(length, PREVIEW_BYTES), bytes.length);
      slots.add(new DumpSlot(slot, offset, length, text(Arrays.copyOfRange(bytes, from, to))));
    }
    return slots;
  }

  private static List<DumpLine> lines(byte[] bytes) {
    List<DumpLine> lines = new ArrayList<>();
    byte[] before = {};
    for (int at = 0; at < bytes.length; at += LINE_BYTES) {
      byte[] line = Arrays.copyOfRange(bytes, at, at + LINE_BYTES);
      if (!Arrays.equals(line, before)) {
        lines.add(new DumpLine(at, HexFormat.ofDelimiter(" ").formatHex(line), text(line)));
      }
      before = line;
    }
    return lines;
  }

  private static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte each : bytes) {
      text.append(each >= ' ' && each <= '~' ? (char) each : '.');
    }
    return text.toString();
  }

  /** The page as a text of several lines, each with an end; {@code *} stands for repeated lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("page %d, %d bytes, at byte %d%n".formatted(pageId, sizeBytes, pageId * sizeBytes));
    row(text, "state", damage == null ? "intact" : "damaged: " + damage);
    row(text, "in the map", mapType);
    row(text, "magic", header.magic + ", version " + header.version);
    row(text, "type", "%s (%d)".formatted(header.type, header.typeCode));
    row(text, "page id", header.pageId);
    row(text, "lsn", header.lsn);
    row(
        text,
        "checksum",
        "%08x, computed %08x".formatted(header.checksum, header.computedChecksum));
    row(text, "owner", header.owner);
    if (PageType.ofCode(header.typeCode).hasSlots()) {
      row(text, "slots", "%d, %d in use".formatted(header.slotCount, header.recordCount));
      row(text, "records from", header.upper);
      row(text, "holes", header.fragmentedBytes + " bytes");
      slots.forEach(slot -> text.append(slotRow(slot)));
    }
    text.append(System.lineSeparator());
    hex(text);
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Object value) {
    text.append("  %-13s %s%n".formatted(name, value));
  }

  private static String slotRow(DumpSlot slot) {
    return slot.offset == 0
        ? "  slot %5d    free%n".formatted(slot.slot)
        : "  slot %5d    %5d + %-5d %s%n"
            .formatted(slot.slot, slot.offset, slot.lengthBytes, slot.preview);
  }

  private void hex(StringBuilder text) {
    int next = 0;
    for (DumpLine line : lines) {
      if (line.offset > next) {
        text.append("*%n".formatted());
      }
      text.append("%08x  %s  |%s|%n".formatted(line.offset, line.hex, line.ascii));
      next = line.offset + LINE_BYTES;
    }
    if (next < sizeBytes) {
      text.append("*%n".formatted());
    }
    text.append("%08x%n".formatted(sizeBytes));
  }
}
