package dev.vitrine.live.stream;

import static dev.vitrine.event.EventFamily.BUFFER_POOL;
import static dev.vitrine.event.EventFamily.PAGE;
import static dev.vitrine.live.stream.Bench.newest;
import static dev.vitrine.live.stream.Bench.pollAll;
import static dev.vitrine.live.stream.Bench.request;
import static dev.vitrine.live.stream.Bench.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.event.BufferPoolEvent.PoolStats;
import dev.vitrine.live.stream.Control.Gap;
import dev.vitrine.live.stream.Control.Progress;
import dev.vitrine.live.stream.Control.StreamClosing;
import dev.vitrine.live.stream.Control.StreamOpened;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames of 10 bytes; 64 entries or 1,000 bytes retained; a client may lag by 200 bytes. */
class LogReaderTest {

  private final Bench bench = new Bench(Bench.SMALL);
  private final String epoch = bench.core.cursor(PAGE).epoch();

  private StreamOpened opened(long sequence, boolean resumed) {
    return new StreamOpened("pages", epoch, sequence, 1_000, resumed);
  }

  @Test
  void aNewClientStartsAtTheNewest() {
    bench.free(1, 3);
    var client = bench.join(PAGE, newest());
    bench.free(4, 5);
    assertThat(shown(pollAll(client))).containsExactly(opened(3, false), 4L, 5L);
  }

  @Test
  void aResumedClientMissesNothing() {
    bench.free(1, 5);
    var client = bench.join(PAGE, request(new Cursor(epoch, 2), LagPolicy.DROP_OLDEST));
    assertThat(shown(pollAll(client))).containsExactly(opened(2, true), 3L, 4L, 5L);
  }

  @Test
  void whatIsRetainedNoLongerIsAGap() {
    bench.free(1, 70);
    var client = bench.join(PAGE, request(new Cursor(epoch, 2), LagPolicy.DISCONNECT));
    assertThat(shown(pollAll(client)))
        .startsWith(opened(2, true), new Gap(epoch, 3, 6L, 4L, GapCause.RETENTION), 7L)
        .endsWith(70L)
        .hasSize(2 + 64);
  }

  /** 600 bytes are three times what a client may lag. */
  @ParameterizedTest
  @EnumSource(LagPolicy.class)
  void whatIsRetainedFollowsWithoutAHoleHoweverMuchItIs(LagPolicy onLag) {
    bench.free(1, 60);
    var client = bench.join(PAGE, request(new Cursor(epoch, 0), onLag));
    client.idle();
    assertThat(shown(pollAll(client)))
        .startsWith(opened(0, true), 1L, 2L)
        .endsWith(60L)
        .hasSize(1 + 60);
  }

  @Test
  void whoeverReplaysMayLagByTheBoundOnTopOfWhatItReplays() {
    bench.free(1, 30);
    var client = bench.join(PAGE, request(new Cursor(epoch, 0), LagPolicy.DROP_OLDEST));
    bench.free(31, 50); // 200 bytes more
    client.idle();
    assertThat(shown(pollAll(client))).startsWith(opened(0, true), 1L).hasSize(1 + 50);
  }

  @Test
  void whoeverReplaysAndFallsFurtherBehindLosesTheOldest() {
    bench.free(1, 30);
    var client = bench.join(PAGE, request(new Cursor(epoch, 0), LagPolicy.DROP_OLDEST));
    bench.free(31, 51); // 210 bytes more, one entry too many
    client.idle();
    assertThat(shown(pollAll(client)))
        .startsWith(opened(0, true), new Gap(epoch, 1, 41L, 41L, GapCause.SLOW_CONSUMER), 42L)
        .endsWith(51L);
  }

  @Test
  void whatWasGainedOnceIsNoLongerPartOfTheReplay() {
    bench.free(1, 30);
    var client = bench.join(PAGE, request(new Cursor(epoch, 0), LagPolicy.DISCONNECT));
    pollAll(client);
    bench.free(31, 51);
    assertThat(shown(pollAll(client)))
        .containsExactly(new StreamClosing(StreamClosing.SLOW_CONSUMER));
  }

  @ParameterizedTest
  @EnumSource(LagPolicy.class)
  void aReplayThatRetentionOvertakesGoesOnAtTheOldest(LagPolicy onLag) {
    bench.free(1, 60);
    var client = bench.join(PAGE, request(new Cursor(epoch, 0), onLag));
    bench.free(61, 70); // the log holds 64
    client.idle();
    assertThat(shown(pollAll(client)))
        .startsWith(opened(0, true), new Gap(epoch, 1, 6L, 6L, GapCause.RETENTION), 7L)
        .endsWith(70L)
        .hasSize(2 + 64);
  }

  @Test
  void aCursorOfAnotherEpochGoesOnFromTheOldest() {
    bench.free(1, 3);
    var client = bench.join(PAGE, request(new Cursor("before", 40), LagPolicy.DROP_OLDEST));
    assertThat(shown(pollAll(client)))
        .containsExactly(
            opened(0, false), new Gap("before", 41, null, null, GapCause.RESTART), 1L, 2L, 3L);
  }

  @Test
  void aCursorFromTheFutureIsRefused() {
    bench.free(1, 3);
    assertThatThrownBy(() -> bench.join(PAGE, request(new Cursor(epoch, 4), LagPolicy.DROP_OLDEST)))
        .isInstanceOfSatisfying(
            InvalidSubscriptionException.class, e -> assertThat(e.field()).isEqualTo("since"));
    assertThat(bench.core.clientCount(PAGE)).isZero();
  }

  @Test
  void aSlowClientLosesTheOldestDownToHalfOfItsBound() {
    var client = bench.join(PAGE, newest());
    assertThat(shown(pollAll(client))).containsExactly(opened(0, false));
    bench.free(1, 20);
    client.idle();
    bench.free(21, 21); // 210 bytes behind, one entry too many: 100 bytes are kept
    client.idle();
    assertThat(shown(pollAll(client)))
        .startsWith(new Gap(epoch, 1, 11L, 11L, GapCause.SLOW_CONSUMER), 12L)
        .endsWith(21L);
  }

  @Test
  void losingAgainBeforeTheGapWasToldMakesOneGap() {
    var client = bench.join(PAGE, newest());
    pollAll(client);
    for (int page = 1; page <= 60; page += 20) {
      bench.free(page, page + 19);
      client.idle();
    }
    bench.free(61, 61);
    assertThat(shown(pollAll(client)))
        .as("500 of 600 bytes were lost in two steps; the last entry fits in again")
        .startsWith(new Gap(epoch, 1, 50L, 50L, GapCause.SLOW_CONSUMER), 51L)
        .endsWith(61L)
        .hasSize(1 + 11);
  }

  @Test
  void aClientThatWantsTheLatestSkipsAllOfItsQueue() {
    var client = bench.join(PAGE, request(null, LagPolicy.LATEST));
    pollAll(client);
    bench.free(1, 30);
    assertThat(shown(pollAll(client)))
        .containsExactly(new Gap(epoch, 1, 30L, 30L, GapCause.SLOW_CONSUMER));
    bench.free(31, 31);
    assertThat(shown(pollAll(client))).containsExactly(31L);
  }

  @Test
  void aClientThatWantsNoLossIsDisconnected() {
    var client = bench.join(PAGE, request(null, LagPolicy.DISCONNECT));
    pollAll(client);
    bench.free(1, 30);
    assertThat(shown(pollAll(client)))
        .containsExactly(new StreamClosing(StreamClosing.SLOW_CONSUMER));
    assertThat(client.done()).isTrue();
    assertThat(client.poll()).isNull();
  }

  @Test
  void eventsThatDidNotFitIntoTheQueueAreAGapForEveryoneAndForThoseWhoResume() {
    var client = bench.join(PAGE, newest());
    pollAll(client);
    for (int page = 1; page <= 16 + 5; page++) {
      bench.engine.free(page); // the queue holds 16
    }
    bench.core.tick();
    Gap lost = new Gap(epoch, 17, 21L, 5L, GapCause.OVERLOAD);
    assertThat(shown(pollAll(client))).hasSize(17).endsWith(16L, lost);
    var late = bench.join(PAGE, request(new Cursor(epoch, 15), LagPolicy.DROP_OLDEST));
    assertThat(shown(pollAll(late))).containsExactly(opened(15, true), 16L, lost);
    var within = bench.join(PAGE, request(new Cursor(epoch, 19), LagPolicy.DROP_OLDEST));
    assertThat(shown(pollAll(within)))
        .containsExactly(opened(19, true), new Gap(epoch, 20, 21L, 2L, GapCause.OVERLOAD));
  }

  @Test
  void aFilterHidesEntriesAndProgressTellsHowFarItGot() {
    var filter = new SubscribeRequest(1_000, Set.of(), 7L, null, null, LagPolicy.DROP_OLDEST);
    var client = bench.join(PAGE, filter);
    bench.free(6, 8);
    assertThat(shown(pollAll(client))).containsExactly(opened(0, false), 2L);
    bench.tickAfter(999);
    assertThat(shown(pollAll(client))).isEmpty();
    bench.tickAfter(1);
    assertThat(shown(pollAll(client))).containsExactly(new Progress(epoch, 3));
  }

  @Test
  void aSilentStreamWithoutSnapshotsTellsProgressAtTheInterval() {
    var client = bench.join(PAGE, newest());
    pollAll(client);
    bench.tickAfter(1_000);
    assertThat(shown(pollAll(client))).containsExactly(new Progress(epoch, 0));
    assertThat(shown(pollAll(client))).isEmpty();
  }

  @Test
  void snapshotsComeAtTheIntervalAndASlowClientGetsTheNewestOnly() {
    var one = bench.join(BUFFER_POOL, newest());
    var two = bench.join(BUFFER_POOL, newest());
    pollAll(one);
    pollAll(two);
    bench.tickAfter(1_000);
    assertThat(pollAll(one)).hasSize(1).first().isInstanceOf(StreamItem.Snapshot.class);
    bench.tickAfter(1_000);
    bench.tickAfter(1_000);
    assertThat(shown(pollAll(two))).containsExactly(new PoolStats(0, 1, 1, 0, 0));
    assertThat(bench.engine.samplersOpened).as("shared by both").isEqualTo(1);
  }

  @Test
  void aLongIntervalBeginsWithASnapshotAfterASecondAndWhoJoinsGetsTheNewest() {
    SubscribeRequest everyMinute =
        new SubscribeRequest(60_000, Set.of(), null, null, null, LagPolicy.DROP_OLDEST);
    var first = bench.join(BUFFER_POOL, everyMinute);
    pollAll(first);
    bench.tickAfter(999);
    assertThat(pollAll(first)).isEmpty();
    bench.tickAfter(1);
    assertThat(pollAll(first)).hasSize(1).first().isInstanceOf(StreamItem.Snapshot.class);
    var late = bench.join(BUFFER_POOL, everyMinute);
    assertThat(pollAll(late))
        .hasExactlyElementsOfTypes(StreamItem.ControlItem.class, StreamItem.Snapshot.class);
    bench.tickAfter(59_999);
    assertThat(pollAll(late)).noneMatch(item -> item instanceof StreamItem.Snapshot);
    bench.tickAfter(1);
    assertThat(pollAll(late)).hasSize(1).first().isInstanceOf(StreamItem.Snapshot.class);
  }

  @Test
  void aClientThatLeavesLeavesNothingBehind() {
    var client = bench.join(BUFFER_POOL, newest());
    assertThat(bench.core.clientCount(BUFFER_POOL)).isEqualTo(1);
    assertThat(bench.core.stream(BUFFER_POOL).feeds().size()).isEqualTo(1);
    client.close();
    client.close();
    assertThat(bench.core.clientCount(BUFFER_POOL)).isZero();
    assertThat(bench.core.stream(BUFFER_POOL).feeds().size()).isZero();
  }

  @Test
  void whenTheServiceEndsEveryClientHearsIt() {
    var client = bench.join(PAGE, newest());
    pollAll(client);
    bench.core.close();
    assertThat(shown(pollAll(client))).containsExactly(new StreamClosing("shutdown"));
    assertThat(client.done()).isTrue();
  }
}
