package dev.vitrine.workload;

/**
 * Latencies in microseconds, with three significant digits; all 0 where nothing was measured.
 *
 * @param count measured values
 */
public record LatencyMicros(long count, double p50, double p95, double p99, double max) {}
