package dev.vitrine.live.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times near the end of what a long holds, because {@link System#nanoTime} may begin anywhere. */
class NextLookTest {

  private static final long START = Long.MAX_VALUE - 50;

  private final NextLook look = new NextLook(START);

  private static long after(long nanos) {
    return START + nanos;
  }

  @Test
  void theFirstLookIsDueAndNoOtherUntilSomebodyIs() {
    assertThat(look.begin(0, START)).isTrue();
    assertThat(look.begin(0, after(1_000_000_000_000L))).isFalse();
  }

  @Test
  void aNewPlaceInTheLogIsLookedAtOnce() {
    assertThat(look.begin(0, START)).isTrue();
    assertThat(look.begin(1, START)).isTrue();
    assertThat(look.begin(1, START)).isFalse();
  }

  @Test
  void theEarliestTimeCountsAcrossTheOverflow() {
    look.begin(0, START);
    look.dueAt(after(200));
    look.dueAt(after(100));
    look.dueAt(after(300));
    assertThat(look.begin(0, after(99))).isFalse();
    assertThat(look.begin(0, after(100))).isTrue();
    assertThat(look.begin(0, after(1_000))).isFalse();
  }

  @Test
  void whatIsReportedDuringALookIsKeptForTheNext() {
    look.begin(0, START);
    look.call();
    assertThat(look.begin(0, START)).isTrue();
    assertThat(look.begin(0, START)).isFalse();
  }
}
