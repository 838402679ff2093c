package dev.vitrine.engine;

import java.time.Instant;

/**
 * The engine in one look.
 *
 * @param state {@code open} or {@code read-only}
 * @param stateReason why the state is what it is; empty when open
 * @param durability when an acknowledged change is on stable storage
 * @param storeId the data directory's own id
 * @param formatVersion on-disk format
 * @param ioUring {@code available}, or why there is none
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
    boolean recoveredAtOpen,
    int numaNodes,
    Instant openedAt,
    long currentLsn) {}
