package dev.vitrine.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.GapCause;
import dev.vitrine.oracle.Tampering.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients are told on every transport while the service works, they stall, are cut off and
 * come back, and the service is killed and starts again: held against what really happened. Run
 * with {@code -Dvitrine.seed=n} to replay the dice; {@code -Psoak} runs it for minutes.
 */
class OracleTest {

  private static final List<Transport> TRANSPORTS =
      List.of(
          new WebSocketTransport(),
          new SseTransport(),
          new GraphQlSocketTransport(),
          new GraphQlSseTransport());

  /** How long {@code -Psoak} runs it. */
  private static final String MINUTES = "vitrine.oracle.minutes";

  private static final int ROUNDS_MORE_MAX = 10;
  private static final Duration TRIAL = Duration.ofMillis(700);
  private static final int ENTRIES_ENOUGH = 45;
  private static final int MUTATIONS_OF_EACH_KIND = 20;

  @TempDir private Path directory;

  @Test
  @EnabledIfSystemProperty(named = MINUTES, matches = "[1-9][0-9]*")
  void theSameForMinutesWithSmallBoundsAndWithTheServicesOwn() throws Exception {
    for (boolean defaultLimits : new boolean[] {false, true}) {
      soak(defaultLimits, Duration.ofMinutes(Long.getLong(MINUTES)).dividedBy(2));
    }
  }

  private void soak(boolean defaultLimits, Duration time) throws IOException {
    Random random = seeded();
    long end = System.nanoTime() + time.toNanos();
    Judge judge = new Judge(false);
    Path data = directory.resolve(defaultLimits ? "default" : "small");
    try (ServiceProcess service = new ServiceProcess(data, defaultLimits);
        OracleRun run = new OracleRun(service, random, judge)) {
      run.watchRestlessly(TRANSPORTS);
      while (System.nanoTime() - end < 0) {
        Duration round = Duration.ofMillis(1_000 + random.nextInt(12_000));
        if (random.nextInt(3) == 0) {
          run.roundWithKill(round);
        } else {
          run.round(round);
        }
        System.out.println("OracleTest judged " + judge.judged() + ", " + judge.gaps());
      }
    }
  }

  private static Random seeded() {
    long seed = Long.getLong("vitrine.seed", System.nanoTime());
    System.out.println("OracleTest seed " + seed);
    return new Random(seed);
  }

  @Test
  void everyClientIsToldEverythingOnceOrToldWhatItLost() throws Exception {
    Random random = seeded();
    try (ServiceProcess service = new ServiceProcess(directory.resolve("data"), false)) {
      Judge judge = new Judge(true);
      try (OracleRun run = new OracleRun(service, random, judge)) {
        run.watchRestlessly(TRANSPORTS);
        run.round(Duration.ofSeconds(4));
        run.roundWithKill(Duration.ofSeconds(2));
        run.round(Duration.ofSeconds(1));
        // How long a stall must be to lose something depends on the machine.
        for (int more = 0; more < ROUNDS_MORE_MAX && !lostBySlowness(judge); more++) {
          run.round(Duration.ofSeconds(4));
        }
        assertThat(run.streamsCounted()).containsExactlyInAnyOrder("io", "buffer-pool");
      }
      System.out.println("OracleTest judged " + judge.judged() + ", " + judge.gaps());
      assertThat(judge.gaps()).containsKeys(GapCause.RESTART, GapCause.SLOW_CONSUMER);
      requireThatMutationsAreCaught(judge, random);
      requireThatATrialIsFair(service, random);
      requireThatAnEventIsMissed(service, random);
      requireSeen(service, random, Fault.FORGETS_A_GAP, "the restart is not told");
      requireSeen(service, random, Fault.DROPS_AN_ENTRY, "misses");
      requireSeen(service, random, Fault.NUMBERS_ONE_TWICE, "another entry has that number");
    }
  }

  private static boolean lostBySlowness(Judge judge) {
    return judge.gaps().containsKey(GapCause.SLOW_CONSUMER);
  }

  /** Histories that were right, changed in one place. */
  private static void requireThatMutationsAreCaught(Judge judge, Random random) {
    List<Map.Entry<History, List<Told>>> unfiltered =
        judge.kept().entrySet().stream()
            .filter(it -> !it.getKey().interest().isFiltered())
            .toList();
    for (Mutation mutation : Mutation.values()) {
      int caught = 0;
      for (int i = 0; caught < MUTATIONS_OF_EACH_KIND; i++) {
        assertThat(i).as("places for %s", mutation).isLessThan(1_000);
        var history = unfiltered.get(random.nextInt(unfiltered.size()));
        List<Told> mutated = mutation.of(history.getValue(), random);
        if (!mutated.isEmpty()) {
          assertThatThrownBy(() -> judge.judgeAlone(history.getKey().interest(), mutated))
              .as("%s", mutation)
              .isInstanceOf(Broken.class);
          caught++;
        }
      }
    }
  }

  /** A core that is broken: whoever watches sees it, over whatever transport. */
  private static void requireSeen(ServiceProcess service, Random random, Fault fault, String how)
      throws IOException {
    service.plant(fault);
    // What an earlier fault left is still retained: only a gap is looked for in it.
    Cursor first = fault == Fault.FORGETS_A_GAP ? OracleRun.FROM_THE_OLDEST : null;
    Interest pages = Interest.everythingOf("pages");
    try (OracleRun trial = new OracleRun(service, random, new Judge(false))) {
      List<Watcher> watchers =
          TRANSPORTS.stream()
              .map(transport -> trial.watch(transport, pages, false, first))
              .toList();
      trial.workOnPages(TRIAL);
      OracleRun.await(() ->
          assertThat(watchers)
              .allMatch(it -> it.failure() != null || it.history().told().size() > ENTRIES_ENOUGH));
      for (Watcher watcher : watchers) {
        // Where the transport tells the cursor besides, that contradicts what is told.
        boolean contradicted = watcher.failure() != null;
        assertThat(contradicted ? watcher.failure() : broken(watcher.history()))
            .as("%s is seen by %s", fault, watcher)
            .hasMessageContaining(contradicted ? "should be" : how);
      }
    }
  }

  private static @Nullable Throwable broken(History history) {
    try {
      new Judge(false).judge(List.of(history));
      return null;
    } catch (Broken e) {
      return e;
    }
  }

  /** An event that the engine told and the core lost before it had a number: only the API knows. */
  private static void requireThatAnEventIsMissed(ServiceProcess service, Random random)
      throws IOException {
    service.plant(Fault.SWALLOWS_AN_EVENT);
    try (OracleRun trial = new OracleRun(service, random, new Judge(false))) {
      assertThatThrownBy(() -> trial.roundOfPages(TRIAL))
          .isInstanceOf(Broken.class)
          .hasMessageContaining("came into being");
    }
  }

  /** The proof of the proof: without a fault a trial finds none. */
  private static void requireThatATrialIsFair(ServiceProcess service, Random random)
      throws IOException {
    service.plant(Fault.NONE);
    try (OracleRun trial = new OracleRun(service, random, new Judge(false))) {
      trial.roundOfPages(TRIAL);
    }
  }
}
