package dev.vitrine.engine;

import dev.vitrine.engine.wal.LogStatistics;
import java.time.Instant;

/**
 * The engine in one look.
 *
 * @param state {@code open} or {@code read-only}
 * @param stateReason why the state is what it is; empty when open
 * @param durability when an acknowledged change is on stable storage
 * @param storeId the data directory's own id
 * @param formatVersion on-disk format
 * @param log the log since the engine was opened
 * @param ioUring {@code available}, or why there is none
 * @param recovery what the opening had to do
 * @param numaNodes memory nodes of the machine; 0 where the system does not tell
 */
public record EngineStatus(
    String state,
    String stateReason,
    String durability,
    String dataDirectory,
    String storeId,
    int formatVersion,
    int pageSizeBytes,
    boolean directIo,
    String ioUring,
    RecoveryReport recovery,
    int numaNodes,
    Instant openedAt,
    long currentLsn,
    LogStatistics log) {}
