package dev.vitrine.engine.btree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a scan.
 *
 * @param nextBound where the rest begins: ascending, the lowest key that is wanted still;
 *     descending, the key below which the rest is; null at the end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record ScanPart(List<Found> records, byte @Nullable [] nextBound) {

  /** A record that was found; the arrays are the receiver's own. */
  public record Found(byte[] key, byte[] value) {}
}
