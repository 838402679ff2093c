package dev.vitrine.engine;

/**
 * Pages of the page file.
 *
 * @param allocated pages in use, the engine's own included
 * @param free pages that were freed and can be used again
 * @param fileBytes the file's length
 */
public record PageCount(long allocated, long free, long fileBytes) {}
