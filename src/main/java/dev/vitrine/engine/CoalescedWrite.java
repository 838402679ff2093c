package dev.vitrine.engine;

/** An image that was accepted for coalescing: readable now, stable after the next flush. */
public record CoalescedWrite(long pageId, long lsn, int pendingPages) {}
