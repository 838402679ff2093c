package dev.vitrine.event;

import static dev.vitrine.event.HotVariant.PAGE_HIT;
import static dev.vitrine.event.HotVariant.PAGE_MISS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HotCountersTest {

  private static final int EACH = 1_000;

  private final HotCounters counters = new HotCounters();

  private void count() {
    for (int i = 0; i < EACH; i++) {
      counters.increment(PAGE_HIT);
      counters.increment(PAGE_MISS);
    }
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void countsOfThreadsThatEndedAreKeptAndTheirRowsUsedAgain() throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      Thread.ofPlatform().start(this::count).join();
    }
    assertThat(counters.total(PAGE_HIT)).isEqualTo(500L * EACH);
    assertThat(counters.total(PAGE_MISS)).isEqualTo(500L * EACH);
  }

  @Test
  void moreThreadsAtOnceThanThereAreRowsLoseNothing() throws InterruptedException {
    CountDownLatch allAreThere = new CountDownLatch(200);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                counters.increment(PAGE_HIT);
                allAreThere.countDown();
                await(allAreThere);
                count();
              }));
    }
    join(threads);
    assertThat(counters.total(PAGE_HIT)).isEqualTo(200L * (EACH + 1));
    assertThat(counters.total(PAGE_MISS)).isEqualTo(200L * EACH);
  }

  @Test
  void virtualThreadsCountToo() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      threads.add(Thread.ofVirtual().start(() -> counters.increment(PAGE_HIT)));
    }
    join(threads);
    assertThat(counters.total(PAGE_HIT)).isEqualTo(1_000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
