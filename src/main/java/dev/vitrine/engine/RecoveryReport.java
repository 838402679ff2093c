package dev.vitrine.engine;

/**
 * What opening the data directory had to do.
 *
 * @param needed whether the engine had not been closed in order
 * @param records changes that were done again
 * @param logBytes log that was read for them
 * @param pagesWritten pages that were written, each as often as it was
 * @param warning what could not be had back, in a directory opened with {@code --read-only}; else
 *     empty
 */
public record RecoveryReport(
    boolean needed,
    long records,
    long logBytes,
    long pagesWritten,
    long durationUs,
    String warning) {}
