package dev.vitrine.engine;

import java.util.List;

/** The page that remains, the one that was freed, and what moved. */
public record MergeResult(long resultPageId, long freedPageId, List<RecordMove> moved, long lsn) {}
