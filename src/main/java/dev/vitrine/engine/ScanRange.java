package dev.vitrine.engine;

import org.jspecify.annotations.Nullable;

/**
 * Which keys to scan, and in which direction.
 *
 * @param start the lowest key, included; null from the first
 * @param end the first key above the range, not included; null to the last
 * @param descending from the highest to the lowest
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record ScanRange(byte @Nullable [] start, byte @Nullable [] end, boolean descending) {}
