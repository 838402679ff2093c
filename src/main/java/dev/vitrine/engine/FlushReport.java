package dev.vitrine.engine;

/** Pages written, and how long the device took to make everything stable. */
public record FlushReport(long pagesFlushed, long bytesWritten, long syncLatencyUs) {}
