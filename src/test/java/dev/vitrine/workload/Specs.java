package dev.vitrine.workload;

import java.time.Duration;

/** Small workloads for tests, changed field by field. */
final class Specs {

  private final Mix mix;
  private String target = PageStoreTarget.NAME;
  private Distribution distribution;
  private long keys = 500;
  private int recordBytes = 200;
  private int threads = 3;
  private long targetOpsPerSecond;
  private Duration duration = Duration.ofMillis(300);
  private OnError onError = OnError.STOP;
  private boolean keep;

  private Specs(Mix mix) {
    this.mix = mix;
    this.distribution = mix.defaultDistribution();
  }

  static Specs small(Mix mix) {
    return new Specs(mix);
  }

  Specs target(String value) {
    target = value;
    return this;
  }

  Specs distribution(Distribution value) {
    distribution = value;
    return this;
  }

  Specs keys(long value) {
    keys = value;
    return this;
  }

  Specs recordBytes(int value) {
    recordBytes = value;
    return this;
  }

  Specs threads(int value) {
    threads = value;
    return this;
  }

  Specs rate(long value) {
    targetOpsPerSecond = value;
    return this;
  }

  Specs duration(Duration value) {
    duration = value;
    return this;
  }

  Specs onError(OnError value) {
    onError = value;
    return this;
  }

  Specs keep() {
    keep = true;
    return this;
  }

  WorkloadSpec seeded(long seed) {
    return new WorkloadSpec(
        target,
        mix,
        distribution,
        keys,
        recordBytes,
        threads,
        targetOpsPerSecond,
        duration,
        onError,
        seed,
        keep);
  }
}
