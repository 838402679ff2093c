package dev.vitrine.live.stream;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The retained entries of one stream: a ring, written by one thread and read by any without a lock.
 * Numbers are given here and nowhere else: they rise by one, without a hole.
 *
 * <p>Invariants: {@code oldest <= newest.position + 1}; positions in {@code oldest..newest} are
 * readable; a reader that finds another position or nothing in a slot has been overtaken.
 */
final class EventLog {

  private final AtomicReferenceArray<@Nullable LogEntry> slots;
  private final long retainedBytesMax;

  private volatile LogEntry newest = LogEntry.ORIGIN;
  private volatile long oldest = 1;
  private long retainedFromOffset;

  EventLog(int retainedEntriesMax, long retainedBytesMax) {
    this.slots = new AtomicReferenceArray<>(retainedEntriesMax);
    this.retainedBytesMax = retainedBytesMax;
  }

  /** Adds the item that {@code numbered} makes of the next number. Writer only. */
  void append(LongFunction<StreamItem> numbered) {
    LogEntry before = newest;
    long sequence = before.lastSequence() + 1;
    put(
        new LogEntry(
            before.position() + 1,
            sequence,
            sequence,
            before.endOffset(),
            numbered.apply(sequence)));
  }

  /** Gives the next {@code count} numbers to events that are lost. Writer only. */
  void appendLoss(long count) {
    LogEntry before = newest;
    put(
        new LogEntry(
            before.position() + 1,
            before.lastSequence() + 1,
            before.lastSequence() + count,
            before.endOffset(),
            null));
  }

  private void put(LogEntry entry) {
    if (entry.position() - oldest >= slots.length()) {
      dropOldest();
    }
    slots.set(slot(entry.position()), entry);
    newest = entry;
    while (entry.endOffset() - retainedFromOffset > retainedBytesMax && oldest < entry.position()) {
      dropOldest();
    }
  }

  private void dropOldest() {
    long position = oldest;
    LogEntry dropped = slots.get(slot(position));
    if (dropped == null) {
      throw new IllegalStateException("the log has a hole at position " + position);
    }
    retainedFromOffset = dropped.endOffset();
    oldest = position + 1;
    slots.set(slot(position), null);
  }

  /** The last entry; {@link LogEntry#ORIGIN} while there is none. */
  LogEntry newest() {
    return newest;
  }

  /** The entry at that position; null when it is not yet there or not there any more. */
  @Nullable LogEntry at(long position) {
    LogEntry entry = slots.get(slot(position));
    return entry != null && entry.position() == position ? entry : null;
  }

  /** The oldest entry that is still there; null while the log is empty. */
  @Nullable LogEntry oldest() {
    while (newest.position() > 0) {
      LogEntry entry = at(oldest);
      if (entry != null) {
        return entry;
      }
      Thread.onSpinWait();
    }
    return null;
  }

  /** The oldest retained entry that ends after that number; null when there is none yet. */
  @Nullable LogEntry firstAfterSequence(long sequence) {
    return firstWhere(entry -> entry.lastSequence() > sequence);
  }

  /** The oldest retained entry that ends after that many bytes; null when there is none yet. */
  @Nullable LogEntry firstAfterOffset(long offset) {
    return firstWhere(entry -> entry.endOffset() > offset);
  }

  /**
   * Binary search over what is there when it begins, since the writer goes on meanwhile: the end is
   * read once, and before the start. Entries that vanish meanwhile count as too old.
   */
  private @Nullable LogEntry firstWhere(Predicate<LogEntry> reached) {
    LogEntry last = newest;
    if (!reached.test(last)) {
      return null;
    }
    long low = oldest;
    long high = last.position();
    while (low < high) {
      long middle = (low + high) >>> 1;
      LogEntry entry = at(middle);
      if (entry != null && reached.test(entry)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    LogEntry found = at(low);
    return found != null ? found : oldest();
  }

  private int slot(long position) {
    return (int) (position & (slots.length() - 1));
  }
}
