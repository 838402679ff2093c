package dev.vitrine.workload;

import dev.vitrine.engine.error.EngineException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what went wrong by kind: the engine's code; {@code verification} for a record that is not
 * what was written; {@code internal} for a mistake of ours, which ends the workload whatever its
 * policy. Thread-safe.
 */
final class Failures {

  static final String VERIFICATION = "verification";
  static final String INTERNAL = "internal";

  private final OnError policy;
  private final StopSignal signal;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable String> first = new AtomicReference<>();
  private final AtomicReference<@Nullable String> firstWrongRecord = new AtomicReference<>();

  Failures(OnError policy, StopSignal signal) {
    this.policy = policy;
    this.signal = signal;
  }

  /** Counts it, and raises the signal where that is the policy. */
  void add(Throwable failure) {
    String kind = count(failure);
    if (policy == OnError.STOP || kind.equals(INTERNAL)) {
      signal.raise(EndCause.ERROR);
    }
  }

  /** Counts what failed while cleaning up: there is nothing left to stop. */
  String count(Throwable failure) {
    String kind = kind(failure);
    counts.computeIfAbsent(kind, unseen -> new LongAdder()).increment();
    String text = kind + ": " + (kind.equals(INTERNAL) ? failure : failure.getMessage());
    first.compareAndSet(null, text);
    if (kind.equals(VERIFICATION)) {
      firstWrongRecord.compareAndSet(null, text);
    }
    return kind;
  }

  Map<String, Long> byKind() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((kind, count) -> sums.put(kind, count.sum()));
    return sums;
  }

  /** The first wrong record, else the first failure; null when there was none. */
  @Nullable String mostSerious() {
    String wrongRecord = firstWrongRecord.get();
    return wrongRecord == null ? first.get() : wrongRecord;
  }

  private static String kind(Throwable failure) {
    return switch (failure) {
      case EngineException known -> known.code().code();
      case VerificationException wrong -> VERIFICATION;
      default -> INTERNAL;
    };
  }
}
