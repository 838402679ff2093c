package dev.vitrine.engine;

import java.util.List;

/** The new page and what moved to it. */
public record SplitResult(long originalPageId, long newPageId, List<RecordMove> moved, long lsn) {}
