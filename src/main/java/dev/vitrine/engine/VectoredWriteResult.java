package dev.vitrine.engine;

import java.util.List;

/** The pages that one vectored write replaced, and the LSN that all of them got. */
public record VectoredWriteResult(List<Long> pageIds, long bytesWritten, long lsn) {}
