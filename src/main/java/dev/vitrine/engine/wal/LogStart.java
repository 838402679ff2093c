package dev.vitrine.engine.wal;

/**
 * Where a log goes on.
 *
 * @param end the position after the last record, where the next one begins
 * @param generation higher than that of every record there is
 */
record LogStart(long redoPoint, long end, int generation) {}
