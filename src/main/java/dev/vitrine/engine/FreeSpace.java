package dev.vitrine.engine;

/**
 * The room on a slotted page, in bytes.
 *
 * @param contiguousBytes between slot directory and records
 * @param fragmentedBytes in holes between records
 * @param maxRecordBytes the largest record that an insert would take now
 * @param capacityBytes what an empty page offers to slots and records
 * @param usedRatio used bytes over capacity, 0..1
 */
public record FreeSpace(
    long pageId,
    int contiguousBytes,
    int fragmentedBytes,
    int maxRecordBytes,
    int capacityBytes,
    double usedRatio,
    long lsn) {}
