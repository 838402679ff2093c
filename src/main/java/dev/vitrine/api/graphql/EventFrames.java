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
  private Cursor cursor;

  /** Starts at {@code cursor}, until the stream says where it really starts. */
  EventFrames(String source, Cursor cursor) {
    this.source = source;
    this.cursor = cursor;
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
    cursor = new Cursor(cursor.epoch(), sequence);
    return frame(item, sequence, event);
  }

  private EventFrame frame(StreamItem item, @Nullable Long sequence, Object event) {
    return new EventFrame(cursor.toString(), sequence, item.timestampMicros(), source, event);
  }

  private void follow(Control control) {
    switch (control) {
      case Control.StreamOpened opened -> cursor = new Cursor(opened.epoch(), opened.sequence());
      case Control.Progress progress -> cursor = new Cursor(progress.epoch(), progress.sequence());
      case Control.Gap gap -> skip(gap);
      case Control.StreamClosing closing -> {}
    }
  }

  /** A gap in an epoch that is over does not move a cursor of this one. */
  private void skip(Control.Gap gap) {
    if (gap.toSequence() != null && gap.epoch().equals(cursor.epoch())) {
      cursor = new Cursor(gap.epoch(), gap.toSequence());
    }
  }
}
