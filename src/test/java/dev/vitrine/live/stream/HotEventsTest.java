package dev.vitrine.live.stream;

import static dev.vitrine.event.EventFamily.BUFFER_POOL;
import static dev.vitrine.live.stream.Bench.newest;
import static dev.vitrine.live.stream.Bench.pollAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.event.BufferPoolEvent.PageHit;
import dev.vitrine.event.BufferPoolEvent.PageMiss;
import dev.vitrine.event.HotVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class HotEventsTest {

  private static final StreamLimits LIMITS =
      new StreamLimits(1 << 14, 1 << 20, 1 << 20, 1 << 12, 1_000);
  private final Bench bench = new Bench(LIMITS);

  private static List<Sampled> tallies(List<StreamItem> items) {
    List<Sampled> found = new ArrayList<>();
    for (StreamItem item : items) {
      if (item instanceof StreamItem.SampledEntry entry) {
        found.add(entry.sampled());
      }
    }
    return found;
  }

  private static long entries(List<StreamItem> items, Class<?> variant) {
    return items.stream()
        .filter(i -> i instanceof StreamItem.EventEntry e && variant.isInstance(e.event()))
        .count();
  }

  @Test
  void nobodyWatchesSoNothingIsWanted() {
    assertThat(bench.core.wants(HotVariant.PAGE_HIT)).isFalse();
  }

  @Test
  void aFewHotEventsAreAllEntriesAndNeedNoTally() {
    var client = bench.join(BUFFER_POOL, newest());
    for (int page = 1; page <= 50; page++) {
      bench.engine.hit(page);
    }
    bench.core.tick();
    bench.tickAfter(1_000);
    List<StreamItem> items = pollAll(client);
    assertThat(entries(items, PageHit.class)).isEqualTo(50);
    assertThat(tallies(items)).isEmpty();
  }

  @Test
  void whatHappenedUnwatchedIsToldOnceAndAtOnce() {
    for (int page = 1; page <= 700; page++) {
      bench.engine.hit(page);
    }
    bench.tickAfter(5_000);
    var client = bench.join(BUFFER_POOL, newest());
    bench.core.tick();
    assertThat(tallies(pollAll(client)))
        .singleElement()
        .satisfies(tally -> {
          assertThat(tally.variant()).isEqualTo("PageHit");
          assertThat(tally.seen()).isEqualTo(700);
          assertThat(tally.delivered()).isZero();
          assertThat(tally.seenTotal()).isEqualTo(700);
          assertThat(tally.deliveredTotal()).isZero();
        });
  }

  @Test
  void moreThanTheBudgetIsToldAsTalliesThatAddUpToTheEnginesCounters() {
    var client = bench.join(BUFFER_POOL, newest());
    List<StreamItem> items = new ArrayList<>();
    for (int ms = 0; ms < 3_000; ms += 10) {
      for (int i = 0; i < 100; i++) {
        bench.engine.hit(i);
      }
      bench.tickAfter(10);
      items.addAll(pollAll(client));
    }
    bench.tickAfter(1_000);
    items.addAll(pollAll(client));
    Sampled last = tallies(items).getLast();
    assertThat(last.seenTotal()).isEqualTo(30_000).isEqualTo(sum(items, Sampled::seen));
    assertThat(last.deliveredTotal())
        .isEqualTo(entries(items, PageHit.class))
        .isEqualTo(sum(items, Sampled::delivered))
        .isBetween(2_600L, 3_000L);
  }

  private static long sum(List<StreamItem> items, ToLongFunction<Sampled> of) {
    return tallies(items).stream().mapToLong(of).sum();
  }

  @Test
  void aFloodOfHitsLeavesAMissItsShare() {
    var client = bench.join(BUFFER_POOL, newest());
    for (int ms = 0; ms < 1_000; ms += 10) {
      for (int i = 0; i < 1_000; i++) {
        bench.engine.hit(i);
      }
      if (ms % 50 == 0) {
        bench.engine.hot(HotVariant.PAGE_MISS, new PageMiss(ms, 0));
      }
      bench.tickAfter(10);
    }
    assertThat(entries(pollAll(client), PageMiss.class)).isEqualTo(20);
  }

  @Test
  void noSecondSeesMoreThanTheBudgetWhereverItBegins() {
    var client = bench.join(BUFFER_POOL, newest());
    List<Long> perTick = new ArrayList<>();
    for (int tick = 0; tick < 400; tick++) {
      // Bursts after pauses: the pool is full when each of them begins.
      for (int i = 0; tick % 70 > 20 && i < 500; i++) {
        bench.engine.hit(i);
      }
      bench.tickAfter(10);
      perTick.add(entries(pollAll(client), PageHit.class));
    }
    for (int from = 0; from + 100 <= perTick.size(); from++) {
      long second = perTick.subList(from, from + 100).stream().mapToLong(n -> n).sum();
      assertThat(second).as("second from tick %d", from).isLessThanOrEqualTo(1_000);
    }
  }

  @Test
  void anEventThatRacedWithTheClosingGateIsInTheNextTally() {
    bench.join(BUFFER_POOL, newest()).close();
    bench.tickAfter(60_000);
    assertThat(bench.core.wants(HotVariant.PAGE_HIT)).isFalse();
    bench.engine.counters.increment(HotVariant.PAGE_HIT);
    bench.core.emit(new PageHit(1, 0)); // saw the gate open, came too late
    bench.core.tick();
    var client = bench.join(BUFFER_POOL, newest());
    bench.core.tick();
    List<StreamItem> items = pollAll(client);
    assertThat(entries(items, PageHit.class)).isZero();
    assertThat(tallies(items)).extracting(Sampled::seen).containsExactly(1L);
  }

  @Test
  void theGateStaysOpenForAMinuteSoThatAClientCanComeBack() {
    var client = bench.join(BUFFER_POOL, newest());
    pollAll(client);
    Cursor cursor = bench.core.cursor(BUFFER_POOL);
    client.close();
    bench.tickAfter(59_000);
    bench.engine.hit(5);
    bench.core.tick();
    var back = bench.join(BUFFER_POOL, Bench.request(cursor, LagPolicy.DROP_OLDEST));
    assertThat(entries(pollAll(back), PageHit.class)).isEqualTo(1);
  }

  @Test
  void whoWatchesSnapshotsAloneDoesNotMakeHotEventsEntries() {
    bench.core.watchSnapshots(BUFFER_POOL, 1_000, () -> {});
    assertThat(bench.core.wants(HotVariant.PAGE_HIT)).isFalse();
  }
}
