package dev.vitrine.live.stream;

import static dev.vitrine.event.EventFamily.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.live.stream.Control.StreamOpened;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Joiners that look for their place in a log while another thread appends to it, with pauses of
 * about the time that a search takes. Run with {@code -Dvitrine.seed=n} to replay the pauses.
 */
class JoinWhileWritingTest {

  private static final int ROUNDS = 12;
  private static final int ENTRIES = 1 << 16;
  private static final int PAUSE_SPINS_MAX = 64;
  private static final byte[] FRAME = new byte[FixedSizeFrames.FRAME_BYTES];

  /** Nothing is dropped: the ring holds all that is written. */
  private static void whileWriting(Consumer<EventLog> joiner) {
    long seed = Long.getLong("vitrine.seed", 1);
    System.out.println("JoinWhileWritingTest seed " + seed);
    Random pauses = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      EventLog log = new EventLog(ENTRIES, Long.MAX_VALUE);
      append(log);
      CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> fill(log, pauses));
      while (!writer.isDone()) {
        joiner.accept(log);
      }
      writer.join();
    }
  }

  private static void fill(EventLog log, Random pauses) {
    for (int i = 1; i < ENTRIES; i++) {
      for (int spins = pauses.nextInt(PAUSE_SPINS_MAX); spins > 0; spins--) {
        Thread.onSpinWait();
      }
      append(log);
    }
  }

  private static void append(EventLog log) {
    log.append(n -> new StreamItem.EventEntry(n, new PageFreed(n, 0), FRAME));
  }

  @Test
  void whoeverResumesAtTheNewestGoesOnBehindIt() {
    whileWriting(log -> {
      long known = log.newest().lastSequence();
      LogEntry next = log.firstAfterSequence(known);
      if (next != null && next.firstSequence() != known + 1) {
        throw new AssertionError("after " + known + " comes " + next.firstSequence());
      }
    });
  }

  @Test
  void aPlaceBehindTheNewestByteIsNeverBeforeIt() {
    whileWriting(log -> {
      long offset = log.newest().endOffset();
      LogEntry next = log.firstAfterOffset(offset);
      if (next != null && next.startOffset() != offset) {
        throw new AssertionError("after " + offset + " comes " + next.startOffset());
      }
    });
  }

  @Test
  void theOpeningTellsTheCursorThatTheClientHas() {
    StreamKind pages = StreamKind.of(PAGE);
    SubscribeRequest request = Bench.newest();
    whileWriting(log -> {
      ResumePoint start = ResumePoint.of(pages, "e", log, request);
      List<Control> opening = start.opening();
      if (((StreamOpened) opening.getFirst()).sequence() != start.cursor()) {
        assertThat(opening)
            .containsExactly(new StreamOpened("pages", "e", start.cursor(), 1_000, false));
      }
    });
  }
}
