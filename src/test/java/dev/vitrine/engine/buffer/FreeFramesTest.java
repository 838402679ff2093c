package dev.vitrine.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FreeFramesTest {

  @Test
  void aWishIsGrantedOnceAndAnotherFrameIsGivenAfterThat() {
    FreeFrames free = new FreeFrames(100);
    assertThat(free.take(70)).isEqualTo(70);
    assertThat(free.take(70)).isNotEqualTo(70).isBetween(0, 99);
  }

  @Test
  void everyFrameIsGivenOnceThenNone() {
    for (int frames : new int[] {1, 2, 63, 64, 65, 100, 129}) {
      FreeFrames free = new FreeFrames(frames);
      Set<Integer> taken = new HashSet<>();
      for (int i = 0; i < frames; i++) {
        taken.add(free.take(frames / 3));
      }
      assertThat(taken).hasSize(frames).allMatch(frame -> frame >= 0 && frame < frames);
      assertThat(free.take(0)).isEqualTo(FreeFrames.NONE);
      free.giveBack(frames - 1);
      assertThat(free.take(0)).isEqualTo(frames - 1);
    }
  }

  @Test
  void aFrameWhoseWishIsTakenComesFromFarAway() {
    FreeFrames free = new FreeFrames(1024);
    free.take(10);
    assertThat(free.take(10)).isBetween(512, 1023);
  }

  @Test
  void aFrameIsNotGivenBackTwice() {
    FreeFrames free = new FreeFrames(8);
    assertThatThrownBy(() -> free.giveBack(3)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void nobodyIsLeftWithoutAFrameThatIsFreeAndNoneIsGivenToTwo() throws Exception {
    int threads = 4;
    int frames = 130;
    int each = frames / threads;
    FreeFrames free = new FreeFrames(frames);
    AtomicIntegerArray holders = new AtomicIntegerArray(frames);
    long seed = System.nanoTime();
    try (ExecutorService all = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        SplittableRandom random = new SplittableRandom(seed + i);
        results.add(all.submit(() -> takeAndGiveBack(free, holders, each, random, seed)));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }
    for (int frame = 0; frame < frames; frame++) {
      assertThat(holders.get(frame)).as("seed %d, frame %d", seed, frame).isZero();
      assertThat(free.take(frame)).as("seed %d", seed).isEqualTo(frame);
    }
  }

  /** Takes never more than its share, so that there is always one: NONE would be a lie. */
  private static void takeAndGiveBack(
      FreeFrames free, AtomicIntegerArray holders, int share, SplittableRandom random, long seed) {
    List<Integer> mine = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      if (mine.size() < share && (mine.isEmpty() || random.nextInt(3) > 0)) {
        int frame = free.take(random.nextInt(holders.length()));
        assertThat(frame).as("seed %d: a frame is free", seed).isNotEqualTo(FreeFrames.NONE);
        assertThat(holders.incrementAndGet(frame)).as("seed %d: holders", seed).isEqualTo(1);
        mine.add(frame);
      } else {
        int frame = mine.remove(/* index */ random.nextInt(mine.size()));
        holders.decrementAndGet(frame);
        free.giveBack(frame);
      }
    }
    for (int frame : mine) {
      holders.decrementAndGet(frame);
      free.giveBack(frame);
    }
  }
}
