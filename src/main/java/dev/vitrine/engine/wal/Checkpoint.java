package dev.vitrine.engine.wal;

/**
 * From where the log has to be read after a crash.
 *
 * @param sequence grows with each one
 * @param generation grows with each opening; the log's records carry it, so that what an earlier
 *     life left behind the end of the log is never taken for its continuation
 * @param redoGeneration records after the redo point have this generation or a later one
 * @param redoPoint every change at or before this position is in the page file
 * @param end the log was durable at least up to here
 * @param pageCount ids below this one had been given; the page file is at least that long
 * @param clean whether the engine was closed in order right after it
 * @param takenMicros microseconds since the Unix epoch
 */
public record Checkpoint(
    long sequence,
    int generation,
    int redoGeneration,
    long redoPoint,
    long end,
    long pageCount,
    boolean clean,
    long takenMicros) {}
