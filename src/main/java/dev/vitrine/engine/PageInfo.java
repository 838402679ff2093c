package dev.vitrine.engine;

/**
 * A page as it is now.
 *
 * @param type what the page is: {@code slotted}, {@code raw}, or an engine page
 * @param owner 0 for the page API, otherwise the id of the object the page belongs to
 * @param sizeBytes the page size
 * @param lsn log sequence number of the last change; the page's ETag
 * @param checksum CRC32C, unsigned
 * @param slotCount entries of the slot directory, used or not; 0 on pages without one
 * @param recordCount records on the page
 * @param freeBytes bytes that records could still take, after compaction if need be
 */
public record PageInfo(
    long pageId,
    String type,
    long owner,
    int sizeBytes,
    long lsn,
    long checksum,
    int slotCount,
    int recordCount,
    int freeBytes,
    CacheState cached,
    int pins) {}
