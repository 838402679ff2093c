package dev.vitrine.workload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of a record: its key, its version, and then what follows from both and the seed by
 * SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
 * So whoever reads a record can tell whether each byte of it is right.
 */
final class RecordContent {

  /** Key and version, eight bytes each, little-endian. */
  static final int HEADER_BYTES = 2 * Long.BYTES;

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long seed;
  private final int recordBytes;

  RecordContent(long seed, int recordBytes) {
    this.seed = seed;
    this.recordBytes = recordBytes;
  }

  byte[] of(long key, long version) {
    byte[] record = new byte[recordBytes];
    I64.set(record, 0, key);
    I64.set(record, Long.BYTES, version);
    long state = mix(mix(seed ^ key) + version);
    int at = HEADER_BYTES;
    for (; at + Long.BYTES <= recordBytes; at += Long.BYTES) {
      state += GOLDEN_GAMMA;
      I64.set(record, at, mix(state));
    }
    long rest = mix(state + GOLDEN_GAMMA);
    for (; at < recordBytes; at++) {
      record[at] = (byte) rest;
      rest >>>= Byte.SIZE;
    }
    return record;
  }

  /** The version of this key that the record is; fails where a byte of it is wrong. */
  long verifiedVersion(long key, byte[] record) {
    if (record.length != recordBytes) {
      throw new VerificationException(
          "key %d: %d bytes were read, %d written".formatted(key, record.length, recordBytes));
    }
    long storedKey = (long) I64.get(record, 0);
    if (storedKey != key) {
      throw new VerificationException(
          "key %d: the record read is that of key %d".formatted(key, storedKey));
    }
    long version = (long) I64.get(record, Long.BYTES);
    byte[] expected = of(key, version);
    int wrong = Arrays.mismatch(expected, record);
    if (wrong >= 0) {
      throw new VerificationException(
          "key %d, version %d: byte %d is 0x%02x, not 0x%02x"
              .formatted(key, version, wrong, record[wrong], expected[wrong]));
    }
    return version;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
