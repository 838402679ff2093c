package dev.vitrine.workload;

/**
 * What a workload did of one kind. Operations that failed are among the errors, not here.
 *
 * @param records records touched: one an operation, more for scans
 * @param perSecond over the last second; 0 when the workload has ended
 * @param latency from when the operation was due to its end; what a user of the target rate sees
 * @param service from when the operation began to its end; the same where there is no target rate
 */
public record OperationProgress(
    OperationKind kind,
    long done,
    long records,
    double perSecond,
    LatencyMicros latency,
    LatencyMicros service) {}
