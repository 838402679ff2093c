package dev.vitrine.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.Control.StreamClosing;
import dev.vitrine.live.stream.Control.StreamOpened;
import dev.vitrine.live.stream.EngineSource;
import dev.vitrine.live.stream.LagPolicy;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.StreamClock;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.StreamItem.ControlItem;
import dev.vitrine.live.stream.StreamItem.EventEntry;
import dev.vitrine.live.stream.StreamLimits;
import dev.vitrine.live.stream.SubscribeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

/** The running streams, with their own thread and the machine's clock. */
class PolledFluxTest {

  private static final EventFamily PAGE = EventFamily.PAGE;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final LiveCore core =
      new LiveCore(new EventJson("local"), StreamLimits.DEFAULT, StreamClock.SYSTEM);
  private final LiveStreams streams = new CoreStreams(core);

  private record QuietEngine() implements EngineSource {
    @Override
    public long total(HotVariant variant) {
      return 0;
    }

    @Override
    public Optional<Supplier<StorageEvent>> openSampler(EventFamily family) {
      return Optional.empty();
    }
  }

  private static SubscribeRequest request() {
    return new SubscribeRequest(60_000, Set.of(), null, null, null, LagPolicy.DROP_OLDEST);
  }

  @BeforeEach
  void start() {
    core.start(new QuietEngine());
  }

  @AfterEach
  void close() {
    core.close();
  }

  private static boolean isEntry(StreamItem item, long sequence) {
    return item instanceof EventEntry entry && entry.sequence() == sequence;
  }

  private static boolean isOpened(StreamItem item) {
    return item instanceof ControlItem c && c.control() instanceof StreamOpened;
  }

  private static boolean isClosing(StreamItem item) {
    return item instanceof ControlItem c && c.control() instanceof StreamClosing;
  }

  @Test
  void nothingComesUnlessItIsAskedFor() {
    StepVerifier.create(streams.subscribe(PAGE, request(), _ -> {}), 0)
        .expectSubscription()
        .then(() -> core.emit(new PageFreed(1, 0)))
        .expectNoEvent(Duration.ofMillis(100))
        .thenRequest(1)
        .expectNextMatches(PolledFluxTest::isOpened)
        .expectNoEvent(Duration.ofMillis(100))
        .thenRequest(1)
        .expectNextMatches(item -> isEntry(item, 1))
        .thenCancel()
        .verify(PATIENCE);
  }

  @Test
  void whoeverCancelsLeavesNothingBehind() {
    Disposable one = streams.subscribe(PAGE, request(), _ -> {}).subscribe();
    Disposable two = streams.subscribe(PAGE, request(), _ -> {}).subscribe();
    assertThat(core.clientCount(PAGE)).isEqualTo(2);
    one.dispose();
    two.dispose();
    assertThat(core.clientCount(PAGE)).isZero();
  }

  @Test
  void takingAFewIsCancellingTheRest() {
    StepVerifier.create(streams.subscribe(PAGE, request(), _ -> {}).take(1))
        .expectNextCount(1)
        .expectComplete()
        .verify(PATIENCE);
    assertThat(core.clientCount(PAGE)).isZero();
  }

  @Test
  void theEndIsToldAndCompletes() {
    StepVerifier.create(streams.subscribe(PAGE, request(), _ -> {}))
        .expectNextMatches(PolledFluxTest::isOpened)
        .then(core::close)
        .expectNextMatches(PolledFluxTest::isClosing)
        .expectComplete()
        .verify(PATIENCE);
    assertThat(core.clientCount(PAGE)).isZero();
  }

  @Test
  void aSubscriberThatAsksForNothingIsCompletedAllTheSame() {
    StepVerifier.create(streams.subscribe(PAGE, request(), _ -> {}), 0)
        .expectSubscription()
        .then(core::close)
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void aSubscriberThatFailsHearsItAndLeavesNothingBehind() {
    CompletableFuture<Throwable> heard = new CompletableFuture<>();
    Error planted = new LinkageError("planted");
    streams
        .subscribe(PAGE, request(), _ -> {})
        .subscribe(
            new CoreSubscriber<>() {
              @Override
              public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(StreamItem item) {
                throw planted;
              }

              @Override
              public void onError(Throwable error) {
                heard.complete(error);
              }

              @Override
              public void onComplete() {
                heard.completeExceptionally(new AssertionError("completed"));
              }
            });
    assertThat(heard).succeedsWithin(PATIENCE).isSameAs(planted);
    assertThat(core.clientCount(PAGE)).isZero();
  }

  @Test
  void aBlockedSubscriberDoesNotHoldUpAnother() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(3);
    Disposable blocked =
        streams.subscribe(PAGE, request(), _ -> {}).subscribe(_ -> awaitQuietly(release));
    Disposable free =
        streams.subscribe(PAGE, request(), _ -> {}).subscribe(_ -> reached.countDown());
    core.emit(new PageFreed(1, 0));
    core.emit(new PageFreed(2, 0));
    assertThat(reached.await(5, TimeUnit.SECONDS)).isTrue();
    release.countDown();
    List.of(blocked, free).forEach(Disposable::dispose);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
