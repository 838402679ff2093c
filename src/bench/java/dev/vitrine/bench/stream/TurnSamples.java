package dev.vitrine.bench.stream;

import dev.vitrine.bench.Samples;
import java.util.HashMap;
import java.util.Map;

/** What the turns measured, by whose turn it was. */
final class TurnSamples {

  private final Samples p50 = new Samples();
  private final Samples p99 = new Samples();
  private final Samples max = new Samples();
  private final Samples cpu = new Samples();
  private final Samples cpuPerFrame = new Samples();
  private final Map<String, Long> missing = new HashMap<>();
  private final Map<String, Long> told = new HashMap<>();

  void add(String name, Turn turn) {
    Load.Received received = turn.received();
    System.out.printf("%s: %s, CPU %.0f %%%n", name, received, turn.cpuPercent());
    p50.add(name, received.p50Ms());
    p99.add(name, received.p99Ms());
    max.add(name, received.maxMs());
    cpu.add(name, turn.cpuPercent());
    cpuPerFrame.add(name, turn.cpuMicrosPerFrame());
    missing.merge(name, received.missing(), Long::sum);
    told.merge(name, received.told(), Long::sum);
  }

  /** Three cells: p50, p99, max. */
  String latencies(String name) {
    return "%s | %s | %s"
        .formatted(p50.spread(name, "%.1f"), p99.spread(name, "%.1f"), max.spread(name, "%.0f"));
  }

  /** Numbers that clients did not get in all rounds, and how many of them gaps told of. */
  String losses(String name) {
    long lost = missing.getOrDefault(name, 0L);
    return lost == 0 ? "0" : "%,d, %,d".formatted(lost, told.getOrDefault(name, 0L));
  }

  Samples p99() {
    return p99;
  }

  Samples cpu() {
    return cpu;
  }

  Samples cpuPerFrame() {
    return cpuPerFrame;
  }
}
