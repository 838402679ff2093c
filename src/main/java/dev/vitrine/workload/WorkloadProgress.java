package dev.vitrine.workload;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workload at an instant. The counters are read one after the other while it goes on, so they may
 * differ by the operations of that moment; those of one that has ended are exact.
 *
 * @param name what the service calls it
 * @param endCause why it stopped working; null while it works
 * @param loaded keys loaded
 * @param done operations that ended well, all kinds
 * @param perSecond keys loaded while loading, operations done while running, over the last second
 * @param averagePerSecond operations done over the running time
 * @param backlog operations that are due by the target rate and have not begun; 0 without one
 * @param operations in the order of {@link OperationKind}, those of the mix only
 * @param errors how many of each kind: an engine's error code, {@code verification} or {@code
 *     internal}
 * @param firstError the first error's kind and message, but that of a wrong record before others
 * @param left pieces of the target (pages) that were made and not removed
 * @param elapsedMillis since the start
 * @param remainingMillis of the running time; the whole of it while loading
 */
public record WorkloadProgress(
    String name,
    WorkloadSpec spec,
    Phase phase,
    @Nullable EndCause endCause,
    long loaded,
    long done,
    double perSecond,
    double averagePerSecond,
    long backlog,
    List<OperationProgress> operations,
    Map<String, Long> errors,
    @Nullable String firstError,
    long left,
    Instant startedAt,
    long elapsedMillis,
    long remainingMillis) {}
