package dev.vitrine.engine.wal;

import java.util.List;

/**
 * One change as the log tells it.
 *
 * @param lsn the change's number: the position after the record
 */
public record LogRecord(long position, long lsn, int generation, List<LoggedPage> pages) {}
