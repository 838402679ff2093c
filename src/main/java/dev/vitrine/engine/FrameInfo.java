package dev.vitrine.engine;

/**
 * A frame that holds a page.
 *
 * @param lastAccess logical time of the last access
 * @param kthAccess logical time of the K-th last access; -1 when there were fewer
 */
public record FrameInfo(
    int frame, long pageId, boolean dirty, int pins, long lsn, long lastAccess, long kthAccess) {}
