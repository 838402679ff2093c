package dev.vitrine.engine;

import java.time.Instant;

/**
 * An ordered record file.
 *
 * @param fileId the owner in the header of its pages; never used again after the file is dropped
 * @param rootPageId fixed for the file's life
 */
public record RecordFile(String name, long fileId, long rootPageId, Instant createdAt) {}
