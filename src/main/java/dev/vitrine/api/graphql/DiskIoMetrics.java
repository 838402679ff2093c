package dev.vitrine.api.graphql;

import java.time.Instant;

/** Disk activity at one moment, in the fields that clients watch; latencies in microseconds. */
record DiskIoMetrics(
    long reads,
    long writes,
    double readsPerSec,
    double writesPerSec,
    double readThroughputMbps,
    double writeThroughputMbps,
    double iops,
    int avgReadLatency,
    int avgWriteLatency,
    int avgLatency,
    Instant timestamp) {}
