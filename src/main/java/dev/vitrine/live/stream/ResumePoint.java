package dev.vitrine.live.stream;

import dev.vitrine.live.stream.Control.Gap;
import dev.vitrine.live.stream.Control.StreamOpened;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a client begins to read a log, and what it must be told before its first entry.
 *
 * @param position the first place it reads
 * @param cursor the last number before that place
 * @param cursorOffset bytes of all frames before that place
 * @param opening the opening, and the gap between what the client knows and what is retained
 */
record ResumePoint(long position, long cursor, long cursorOffset, List<Control> opening) {

  static ResumePoint of(StreamKind kind, String epoch, EventLog log, SubscribeRequest request) {
    Cursor since = request.since();
    if (since == null) {
      LogEntry last = log.newest();
      return at(last, List.of(opened(kind, epoch, request, last.lastSequence())));
    }
    List<Control> opening = new ArrayList<>();
    boolean resumed = since.epoch().equals(epoch);
    long known = resumed ? since.sequence() : 0;
    opening.add(new StreamOpened(kind.streamName(), epoch, known, request.intervalMs(), resumed));
    if (!resumed) {
      opening.add(new Gap(since.epoch(), since.sequence() + 1, null, null, GapCause.RESTART));
    }
    return after(log, epoch, known, opening);
  }

  /** Refuses a place in this epoch that nothing has reached yet. */
  static void check(String epoch, EventLog log, SubscribeRequest request) {
    Cursor since = request.since();
    long newest = log.newest().lastSequence();
    if (since != null && since.epoch().equals(epoch) && since.sequence() > newest) {
      throw new InvalidSubscriptionException(
          "since", "%s is in the future: the newest entry is %d".formatted(since, newest));
    }
  }

  private static StreamOpened opened(
      StreamKind kind, String epoch, SubscribeRequest request, long sequence) {
    return new StreamOpened(kind.streamName(), epoch, sequence, request.intervalMs(), false);
  }

  private static ResumePoint after(EventLog log, String epoch, long known, List<Control> opening) {
    LogEntry newest = log.newest();
    LogEntry next = log.firstAfterSequence(known);
    if (next == null) {
      return new ResumePoint(newest.position() + 1, known, newest.endOffset(), opening);
    }
    long missing = next.firstSequence() - 1;
    if (missing > known) {
      opening.add(new Gap(epoch, known + 1, missing, missing - known, GapCause.RETENTION));
    }
    return new ResumePoint(next.position(), Math.max(known, missing), next.startOffset(), opening);
  }

  private static ResumePoint at(LogEntry last, List<Control> opening) {
    return new ResumePoint(last.position() + 1, last.lastSequence(), last.endOffset(), opening);
  }
}
