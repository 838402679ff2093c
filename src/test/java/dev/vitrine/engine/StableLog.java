package dev.vitrine.engine;

import dev.vitrine.engine.file.FileOperation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What of the log was stable, and when, made out from the record of file operations alone and the
 * drawing in {@code docs/formats/log.md}: bytes are stable when a sync of their file, begun after
 * they were written, has ended well; the log reaches as far as its records do there without a gap.
 */
final class StableLog {

  private static final int BLOCK = 4096;

  private record Written(int at, FileOperation operation) {}

  private final int segmentBytes;
  private final Map<String, byte[]> stable = new HashMap<>();
  private final Map<String, List<Written>> written = new HashMap<>();

  /** For each operation of the record: how far the log was stable when it had been done. */
  private final long[] reaches;

  private long end;

  StableLog(List<FileOperation> record, int segmentBytes) {
    this.segmentBytes = segmentBytes;
    this.reaches = new long[record.size()];
    for (int i = 0; i < record.size(); i++) {
      take(i, record.get(i));
      reaches[i] = end;
    }
  }

  /** How far the log was stable before the operation with this number. */
  long before(int operation) {
    return operation == 0 ? 0 : reaches[operation - 1];
  }

  private void take(int at, FileOperation operation) {
    if (operation.failed() || !operation.file().startsWith("log-")) {
      return;
    }
    String file = operation.file();
    switch (operation.kind()) {
      case WRITE -> writes(file).add(new Written(at, operation));
      case SYNC, SYNC_DATA -> {
        synced(file, operation.began());
        walk();
      }
      case RENAME -> {
        String[] names = file.split(" ", 2);
        stable.put(names[1], stableBytes(names[0]));
        stable.remove(names[0]);
      }
      case OPEN, READ, DELETE, SYNC_DIRECTORY, NOTE -> {}
    }
  }

  private List<Written> writes(String file) {
    return written.computeIfAbsent(file, _ -> new ArrayList<>());
  }

  private byte[] stableBytes(String file) {
    return stable.computeIfAbsent(file, _ -> new byte[segmentBytes]);
  }

  private void synced(String file, int began) {
    for (Written write : writes(file)) {
      if (write.at < began) {
        byte[] bytes = write.operation.bytes();
        int to = (int) write.operation.position();
        System.arraycopy(bytes, 0, stableBytes(file), to, bytes.length);
      }
    }
    writes(file).removeIf(write -> write.at < began);
  }

  private void walk() {
    int length;
    while ((length = recordAt(end)) > 0) {
      end = (end + length + 7) & -8;
    }
  }

  /** The length of the stable record that begins there; 0 when there is none. */
  private int recordAt(long position) {
    ByteBuffer header = ByteBuffer.wrap(bytes(position, 32)).order(ByteOrder.LITTLE_ENDIAN);
    int length = header.getInt(4);
    if (length < 32 || length > 4 << 20 || header.getLong(8) != position) {
      return 0;
    }
    byte[] record = bytes(position, length);
    CRC32C checksum = new CRC32C();
    checksum.update(record, 32, length - 32);
    checksum.update(record, 4, 28);
    return (int) checksum.getValue() == header.getInt(0) ? length : 0;
  }

  private byte[] bytes(long position, int length) {
    byte[] bytes = new byte[length];
    int payload = segmentBytes - BLOCK;
    for (int i = 0; i < length; ) {
      long at = position + i;
      byte[] segment = stableBytes("log-%010d.vtr".formatted(at / payload));
      int inSegment = (int) (at % payload);
      int part = Math.min(length - i, payload - inSegment);
      byte[] copy = Arrays.copyOfRange(segment, BLOCK + inSegment, BLOCK + inSegment + part);
      System.arraycopy(copy, 0, bytes, i, part);
      i += part;
    }
    return bytes;
  }
}
