package dev.vitrine.api.graphql;

import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.StreamItem;
import org.jspecify.annotations.Nullable;

/**
 * Turns one subscriber's items into frames, and keeps its cursor: after each frame, everything up
 * to the cursor has been told, or told to be lost. Not thread-safe; items come one after the other.
 */
final class EventFrames {

  private final String source;
  private final @Nullable Cursor since;
  private Cursor opened;
  private Cursor cursor;

  /**
   * Starts at {@code newest}, until the stream says where it really starts.
   *
   * @param since where the client asked to go on; null if it did not
   */
  EventFrames(String source, Cursor newest, @Nullable Cursor since) {
    this.source = source;
    this.since = since;
    this.opened = newest;
    this.cursor = newest;
  }

  EventFrame next(StreamItem item) {
    return switch (item) {
      case StreamItem.EventEntry entry -> entry(item, entry.sequence(), entry.event());
      case StreamItem.SampledEntry entry -> entry(item, entry.sequence(), entry.sampled());
      case StreamItem.Snapshot snapshot -> frame(item, null, snapshot.event());
      case StreamItem.ControlItem word -> {
        follow(word.control());
        yield frame(item, null, word.control());
      }
    };
  }

  private EventFrame entry(StreamItem item, long sequence, Object event) {
    cursor = new Cursor(opened.epoch(), sequence);
    return frame(item, sequence, event);
  }

  private EventFrame frame(StreamItem item, @Nullable Long sequence, Object event) {
    return new EventFrame(cursor.toString(), sequence, item.timestampMicros(), source, event);
  }

  private void follow(Control control) {
    switch (control) {
      case Control.StreamOpened opening -> open(opening);
      case Control.Progress progress -> cursor = new Cursor(progress.epoch(), progress.sequence());
      case Control.Gap gap -> skip(gap);
      case Control.StreamClosing closing -> {}
    }
  }

  /**
   * The opening of a resumed stream whose epoch is over leaves the client where it was: a new
   * cursor would pass over the gap, which is still to be told.
   */
  private void open(Control.StreamOpened opening) {
    opened = new Cursor(opening.epoch(), opening.sequence());
    cursor = since == null || opening.resumed() ? opened : since;
  }

  /** A gap in an epoch that is over has no end but the opening of this one. */
  private void skip(Control.Gap gap) {
    cursor = gap.toSequence() == null ? opened : new Cursor(gap.epoch(), gap.toSequence());
  }
}
