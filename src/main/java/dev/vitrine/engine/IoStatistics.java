package dev.vitrine.engine;

/**
 * Disk activity since the view was reset (or since the engine was opened). Reads and writes count
 * pages, calls count what was asked of the device. Latencies in microseconds, 0 where nothing
 * happened.
 */
public record IoStatistics(
    long reads,
    long writes,
    long readCalls,
    long writeCalls,
    long syncs,
    long bytesRead,
    long bytesWritten,
    double avgReadLatencyUs,
    double avgWriteLatencyUs,
    long p50ReadLatencyUs,
    long p99ReadLatencyUs,
    long maxReadLatencyUs,
    long p50WriteLatencyUs,
    long p99WriteLatencyUs,
    long maxWriteLatencyUs,
    double sinceSeconds) {}
