package dev.vitrine.live.stream;

import static dev.vitrine.event.EventFamily.BUFFER_POOL;
import static dev.vitrine.event.EventFamily.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import dev.vitrine.live.stream.Control.Gap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running core under many threads: what clients are told adds up to what was done. */
class LiveCoreLoadTest {

  private static final int THREADS = 4;
  private static final int EVENTS_PER_THREAD = 20_000;
  private static final StreamLimits LIMITS =
      new StreamLimits(1 << 17, 64 << 20, 64 << 20, 1 << 8, 1_000);

  private final LiveCore core = new LiveCore(new FixedSizeFrames(), LIMITS, StreamClock.SYSTEM);
  private final FakeEngine engine = new FakeEngine(core);

  @BeforeEach
  void start() {
    core.start(engine);
  }

  @AfterEach
  void close() {
    core.close();
  }

  private static void onAllThreads(Runnable work) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().start(work));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private ClientStream<StreamItem> join(EventFamily family) {
    return core.subscribe(family, Bench.newest(), () -> {});
  }

  @Test
  void everyEventIsAnEntryOrInAGap() throws InterruptedException {
    var client = join(PAGE);
    onAllThreads(() -> {
      for (int i = 0; i < EVENTS_PER_THREAD; i++) {
        engine.free(i);
      }
    });
    long entries = 0;
    long lost = 0;
    while (entries + lost < THREADS * EVENTS_PER_THREAD) {
      switch (client.poll()) {
        case StreamItem.EventEntry entry -> {
          entries++;
          assertThat(entry.sequence()).isEqualTo(entries + lost);
        }
        case StreamItem.ControlItem(Gap gap, _, _) -> {
          assertThat(gap.cause()).isEqualTo(GapCause.OVERLOAD);
          assertThat(gap.fromSequence()).isEqualTo(entries + lost + 1);
          lost += gap.dropped();
        }
        case null -> Thread.onSpinWait();
        case StreamItem _ -> {}
      }
    }
    assertThat(lost).as("a queue of 256 events can't hold them all").isPositive();
    assertThat(core.cursor(PAGE).sequence()).isEqualTo(THREADS * EVENTS_PER_THREAD);
  }

  @Test
  void talliesEndUpAtTheEnginesOwnCounter() throws InterruptedException {
    var client = join(BUFFER_POOL);
    onAllThreads(() -> {
      for (int i = 0; i < 200_000; i++) {
        engine.hit(i);
      }
    });
    long entries = 0;
    long seen = 0;
    long delivered = -1;
    while (seen < 800_000 || delivered != entries) {
      switch (client.poll()) {
        case StreamItem.EventEntry _ -> entries++;
        case StreamItem.SampledEntry(_, Sampled tally, _) -> {
          seen = tally.seenTotal();
          delivered = tally.deliveredTotal();
          assertThat(delivered).as("entries before the tally").isEqualTo(entries);
        }
        case null -> Thread.onSpinWait();
        case StreamItem _ -> {}
      }
    }
    assertThat(seen).isEqualTo(engine.counters.total(HotVariant.PAGE_HIT)).isEqualTo(800_000);
    assertThat(entries).isLessThan(2_000);
  }
}
