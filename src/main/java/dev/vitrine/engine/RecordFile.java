package dev.vitrine.engine;

import java.time.Instant;

/**
 * An ordered record file.
 *
 * @param fileId the id of the page that says what the file is, and the owner in the header of all
 *     its pages
 * @param rootPageId fixed for the file's life
 */
public record RecordFile(String name, long fileId, long rootPageId, Instant createdAt) {}
