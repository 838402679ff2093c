package dev.vitrine.api.load;

import dev.vitrine.engine.KeyValue;
import java.util.List;

/**
 * Lines that were read and whose records are to be stored together.
 *
 * @param lines the line of each record
 * @param refused the first of the lines that hold no record
 * @param refusedCount how many of those there are
 * @param lastLine every line up to here is in this batch or one before
 */
record LoadBatch(
    List<KeyValue> records,
    List<Long> lines,
    List<RefusedLine> refused,
    long refusedCount,
    long lastLine) {}
