package dev.vitrine.engine;

/**
 * What a walk over a record file found.
 *
 * @param height levels from the root to the leaves, 1 when the root is a leaf
 * @param averageLeafUse used bytes over capacity of the leaves, 0..1
 * @param recordBytes keys and values together
 */
public record RecordFileStatistics(
    long records,
    long recordBytes,
    int height,
    long innerPages,
    long leafPages,
    long overflowPages,
    double averageLeafUse) {}
