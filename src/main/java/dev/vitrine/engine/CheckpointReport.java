package dev.vitrine.engine;

/**
 * A checkpoint that was taken.
 *
 * @param redoLsn changes up to this one need no log any more
 * @param logBytes how much log that is, beginning at the checkpoint before
 * @param pagesWritten dirty pages that had to be written for it
 */
public record CheckpointReport(long redoLsn, long logBytes, long pagesWritten, long durationUs) {}
