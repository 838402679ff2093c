package dev.vitrine.live.stream;

import org.jspecify.annotations.Nullable;

/**
 * The promise as rules over what one client received, whatever it came over: every number after the
 * cursor came once and in order, or lies in exactly one gap, or was filtered out. One client's
 * connections come one after the other; between two of them nothing may be lost.
 */
public final class PromiseChecker {

  /** What has to become of a number. */
  public enum Fate {
    /** An event that this client asked for. */
    DUE,
    /** An event that its filter hides. */
    HIDDEN,
    /** No event that anybody saw: lost to all, or to everyone who reported. */
    LOST,
    /** Nobody can tell whether the filter hides it. */
    UNKNOWN
  }

  /** What really happened, as it concerns one client. */
  @FunctionalInterface
  public interface Truth {
    Fate of(String epoch, long number);
  }

  private final Truth truth;
  private @Nullable Cursor since;
  private @Nullable Cursor cursor;
  private boolean open;
  private boolean restartUntold;

  public PromiseChecker(Truth truth) {
    this.truth = truth;
  }

  /** Where the client stands; null before its first connection opened. */
  public @Nullable Cursor cursor() {
    return cursor;
  }

  /** A connection was asked for; {@code from} is null for one that starts at the newest entry. */
  public void connected(@Nullable Cursor from) {
    Cursor at = cursor;
    require(from == null || at == null || from.equals(at), "came back elsewhere than " + at, 0);
    since = from;
    open = false;
    restartUntold = false;
  }

  public void opened(String epoch, long sequence, boolean resumed) {
    require(!open, "opened twice", sequence);
    open = true;
    Cursor from = since;
    boolean same = from != null && from.epoch().equals(epoch);
    require(resumed == same, "resumed is told wrongly", sequence);
    require(from == null || sequence == (same ? from.sequence() : 0), "another place", sequence);
    restartUntold = from != null && !same;
    cursor = new Cursor(epoch, sequence);
  }

  public void entry(long number) {
    Cursor at = reading(number);
    skipTo(at, number - 1);
    Fate fate = truth.of(at.epoch(), number);
    require(fate != Fate.HIDDEN, "should have been filtered", number);
    require(fate != Fate.LOST, "comes though it was lost", number);
    cursor = new Cursor(at.epoch(), number);
  }

  public void progress(String epoch, long number) {
    Cursor at = reading(number);
    require(at.epoch().equals(epoch), "progress in another epoch", number);
    skipTo(at, number);
  }

  /** Something without a number: it is enough that the stream is open. */
  public void unnumbered() {
    reading(0);
  }

  public void gap(Control.Gap gap) {
    long from = gap.fromSequence();
    if (restartUntold) {
      restart(gap);
      return;
    }
    Cursor at = reading(from);
    Long to = gap.toSequence();
    require(gap.cause() != GapCause.RESTART, "a restart that was none", from);
    require(at.epoch().equals(gap.epoch()), "a gap in another epoch", from);
    require(to != null && to >= from, "an empty gap", from);
    skipTo(at, from - 1);
    require(gap.dropped() != null && gap.dropped() == to - from + 1, "a wrong count", from);
    for (long n = from; gap.cause() == GapCause.OVERLOAD && n <= to; n++) {
      Fate fate = truth.of(gap.epoch(), n);
      require(fate == Fate.LOST || fate == Fate.UNKNOWN, "not lost to all", n);
    }
    cursor = new Cursor(gap.epoch(), to);
  }

  private void restart(Control.Gap gap) {
    Cursor from = since;
    long number = gap.fromSequence();
    require(gap.cause() == GapCause.RESTART, "the restart is not told", number);
    require(from != null && gap.epoch().equals(from.epoch()), "another epoch is lost", number);
    require(from != null && number == from.sequence() + 1, "another place is lost", number);
    require(gap.toSequence() == null && gap.dropped() == null, "knows too much", number);
    restartUntold = false;
  }

  private Cursor reading(long number) {
    Cursor at = cursor;
    require(open && at != null, "not opened first", number);
    require(!restartUntold, "the restart is not told", number);
    if (at == null) {
      throw new IllegalStateException("not opened");
    }
    return at;
  }

  /** The cursor may only pass what the filter hides. */
  private void skipTo(Cursor at, long number) {
    require(number >= at.sequence(), "goes back from " + at.sequence(), number);
    for (long n = at.sequence() + 1; n <= number; n++) {
      Fate fate = truth.of(at.epoch(), n);
      require(fate == Fate.HIDDEN || fate == Fate.UNKNOWN, "misses " + n, number);
    }
    cursor = new Cursor(at.epoch(), number);
  }

  private static void require(boolean kept, String how, long number) {
    if (!kept) {
      throw new AssertionError("the promise is broken (" + how + ") at " + number);
    }
  }
}
