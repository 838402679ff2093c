package dev.vitrine.live.stream;

import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.live.stream.Control.Gap;
import dev.vitrine.live.stream.Control.Progress;
import dev.vitrine.live.stream.Control.StreamClosing;
import dev.vitrine.live.stream.Control.StreamOpened;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one client received against what really happened: every number after the cursor came
 * once and in order, or lies in exactly one gap, or was filtered out.
 */
final class PromiseChecker {

  /** Stands in the list of what happened for an event that was lost before it was numbered. */
  static final long LOST = -1;

  private final List<Long> pageOfNumber;
  private final @Nullable Long onlyPage;
  private boolean opened;
  private long cursor;

  /**
   * @param pageOfNumber what happened: the page of number n at index n, or {@link #LOST}
   * @param onlyPage the client's filter
   */
  PromiseChecker(List<Long> pageOfNumber, @Nullable Long onlyPage) {
    this.pageOfNumber = pageOfNumber;
    this.onlyPage = onlyPage;
  }

  long cursor() {
    return cursor;
  }

  void received(StreamItem item) {
    switch (item) {
      case StreamItem.ControlItem(StreamOpened word, _, _) -> {
        require(!opened, "opened twice", item);
        opened = true;
        cursor = word.sequence();
      }
      case StreamItem.ControlItem(Gap gap, _, _) -> gap(gap, item);
      case StreamItem.ControlItem(Progress word, _, _) -> {
        skipTo(word.sequence(), item);
      }
      case StreamItem.ControlItem(StreamClosing _, _, _) -> {}
      case StreamItem.EventEntry entry -> entry(entry);
      case StreamItem.SampledEntry _, StreamItem.Snapshot _ ->
          throw new AssertionError("not in this stream: " + item);
    }
    require(opened, "not opened first", item);
  }

  private void entry(StreamItem.EventEntry entry) {
    skipTo(entry.sequence() - 1, entry);
    long page = ((PageFreed) entry.event()).pageId();
    require(pageOfNumber.get((int) entry.sequence()) == page, "another event", entry);
    require(onlyPage == null || onlyPage == page, "should have been filtered", entry);
    cursor = entry.sequence();
  }

  private void gap(Gap gap, StreamItem item) {
    Long to = gap.toSequence();
    require(to != null && to >= gap.fromSequence(), "an empty gap", item);
    skipTo(gap.fromSequence() - 1, item);
    require(gap.dropped() == to - cursor, "a wrong count", item);
    for (long n = gap.fromSequence(); gap.cause() == GapCause.OVERLOAD && n <= to; n++) {
      require(pageOfNumber.get((int) n) == LOST, "not lost to all", item);
    }
    cursor = to;
  }

  /** The cursor may only pass what the filter hides. */
  private void skipTo(long number, StreamItem item) {
    require(number >= cursor, "goes back from " + cursor, item);
    for (long n = cursor + 1; n <= number; n++) {
      long page = pageOfNumber.get((int) n);
      boolean hidden = onlyPage != null && page != LOST && page != onlyPage;
      require(hidden, "misses " + n, item);
    }
    cursor = number;
  }

  private static void require(boolean kept, String how, StreamItem item) {
    if (!kept) {
      throw new AssertionError("the promise is broken (" + how + ") by " + item);
    }
  }
}
