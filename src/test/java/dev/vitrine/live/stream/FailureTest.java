package dev.vitrine.live.stream;

import static dev.vitrine.event.EventFamily.BUFFER_POOL;
import static dev.vitrine.event.EventFamily.PAGE;
import static dev.vitrine.live.stream.Bench.newest;
import static dev.vitrine.live.stream.Bench.pollAll;
import static dev.vitrine.live.stream.Bench.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.Control.Gap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What goes wrong inside is told, costs no more than it has to, and leaves nothing mute. */
class FailureTest {

  private static final long UNSPEAKABLE_PAGE = 13;

  /** Can't encode one page's events. */
  private static final class Stutter implements FrameEncoder {
    private final FrameEncoder frames = new FixedSizeFrames();
    private final Runnable failure;

    Stutter(Runnable failure) {
      this.failure = failure;
    }

    @Override
    public byte[] event(StorageEvent event, long sequence) {
      if (event instanceof PageFreed freed && freed.pageId() == UNSPEAKABLE_PAGE) {
        failure.run();
      }
      return frames.event(event, sequence);
    }

    @Override
    public byte[] sampled(EventFamily family, Sampled sampled, long sequence) {
      return frames.sampled(family, sampled, sequence);
    }

    @Override
    public byte[] control(Control control, long timestampMicros) {
      return frames.control(control, timestampMicros);
    }
  }

  /** An engine that fails at everything. */
  private static final class BrokenEngine implements EngineSource {
    @Override
    public long total(HotVariant variant) {
      throw new LinkageError("planted");
    }

    @Override
    public Optional<Supplier<StorageEvent>> openSampler(EventFamily family) {
      throw new LinkageError("planted");
    }
  }

  private static void anEventThatCantBeEncodedIsAGap(Runnable failure) {
    Bench bench = new Bench(Bench.SMALL, new Stutter(failure));
    String epoch = bench.core.cursor(PAGE).epoch();
    var client = bench.join(PAGE, newest());
    pollAll(client);
    for (int page = 12; page < 12 + 16 + 3; page++) {
      bench.engine.free(page); // the queue holds 16
    }
    bench.core.tick();
    assertThat(shown(pollAll(client)))
        .startsWith(1L, new Gap(epoch, 2, 2L, 1L, GapCause.OVERLOAD), 3L)
        .endsWith(16L, new Gap(epoch, 17, 19L, 3L, GapCause.OVERLOAD))
        .hasSize(16 + 1);
  }

  @Test
  void anEventThatCantBeEncodedIsAGap() {
    anEventThatCantBeEncodedIsAGap(() -> {
      throw new IllegalArgumentException("planted");
    });
  }

  @Test
  void anErrorOfTheEncoderIsAGapAsWell() {
    anEventThatCantBeEncodedIsAGap(() -> {
      throw new LinkageError("planted");
    });
  }

  @Test
  void aRoundThatFailsGoesOnWithTheOtherStreamsAndWakesItsClients() {
    Bench bench = new Bench(Bench.SMALL);
    AtomicInteger woken = new AtomicInteger();
    var client = bench.core.subscribe(BUFFER_POOL, newest(), woken::incrementAndGet);
    var other = bench.join(PAGE, newest());
    pollAll(client);
    pollAll(other);
    bench.core.connect(new BrokenEngine());
    bench.engine.hit(1);
    bench.engine.free(1);
    woken.set(0);
    bench.core.tick();
    assertThat(woken).hasPositiveValue();
    assertThat(shown(pollAll(client))).containsExactly(1L);
    assertThat(shown(pollAll(other))).containsExactly(1L);
  }

  @Test
  void whoeverCantJoinLeavesNothingBehind() {
    Bench bench = new Bench(Bench.SMALL);
    bench.core.connect(new BrokenEngine());
    assertThatThrownBy(() -> bench.join(BUFFER_POOL, newest())).isInstanceOf(LinkageError.class);
    assertThat(bench.core.clientCount(BUFFER_POOL)).isZero();
    bench.tickAfter(60_000);
    assertThat(bench.core.wants(HotVariant.PAGE_HIT)).isFalse();
  }

  @Test
  void whoeverJoinsAfterTheEndOpensNoGate() {
    Bench bench = new Bench(Bench.SMALL);
    bench.core.close();
    var client = bench.join(BUFFER_POOL, newest());
    assertThat(bench.core.wants(HotVariant.PAGE_HIT)).isFalse();
    assertThat(client.ending()).isTrue();
  }
}
