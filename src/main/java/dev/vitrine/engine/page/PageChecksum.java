package dev.vitrine.engine.page;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C (RFC 3720, Castagnoli) of a page: all of it but the checksum field. */
public final class PageChecksum {

  private PageChecksum() {}

  /** The checksum that the page should have, unsigned. */
  public static long compute(MemorySegment page) {
    CRC32C crc = new CRC32C();
    ByteBuffer bytes = page.asByteBuffer();
    int after = PageLayout.CHECKSUM_AT + Integer.BYTES;
    crc.update(bytes.slice(0, PageLayout.CHECKSUM_AT));
    crc.update(bytes.slice(after, bytes.capacity() - after));
    return crc.getValue();
  }

  /** The checksum of any bytes, unsigned. */
  public static long compute(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
