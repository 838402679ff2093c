package dev.vitrine.bench;

import dev.vitrine.bench.store.StoreRounds;
import dev.vitrine.bench.stream.FanOutRounds;
import dev.vitrine.bench.stream.GraphQlRounds;
import dev.vitrine.bench.stream.HeldRounds;
import dev.vitrine.bench.stream.StalledRounds;
import dev.vitrine.bench.stream.WorkingRounds;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** {@code Benchmarks <mode> <parts>}: measures the parts and writes them into the page. */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] args) throws IOException, RunnerException {
    Mode mode = Mode.of(args[0]);
    Page page = new Page(args[0]);
    for (String part : List.of(args[1].split(",", -1))) {
      page.replace(part, measure(part, mode));
    }
  }

  private static String measure(String part, Mode mode) throws IOException, RunnerException {
    return switch (part) {
      case "hits" -> HitRounds.run(mode);
      case "watchers" -> WatchRounds.run(mode);
      case "hitrate" -> HitRateRounds.run(mode);
      case "io" -> IoRounds.run(mode);
      case "store" -> StoreRounds.run(mode.rounds(), mode.ioSeconds(), 1_000_000);
      case "store10m" -> StoreRounds.run(mode.rounds(), mode.ioSeconds(), 10_000_000);
      case "recovery" -> RecoveryRounds.run(mode);
      case "fanout" -> FanOutRounds.run(mode.rounds(), mode.streamSeconds());
      case "held" -> HeldRounds.run(mode.streamSeconds());
      case "stalled" -> StalledRounds.run(mode.rounds(), mode.streamSeconds());
      case "working" -> WorkingRounds.run(mode.rounds(), mode.streamSeconds());
      case "graphql" -> GraphQlRounds.run(mode.rounds(), mode.streamSeconds());
      default -> throw new IllegalArgumentException("no part " + part);
    };
  }
}
