package dev.vitrine.oracle;

import dev.vitrine.live.stream.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that one client asked for and was told, in order. Thread-safe. */
final class History {

  private final Interest interest;
  private final List<Told> told = new ArrayList<>();
  private @Nullable Cursor cursor;

  History(Interest interest) {
    this.interest = interest;
  }

  synchronized void add(Told next) {
    told.add(next);
    cursor = after(cursor, next);
  }

  /** Where the client stands; null while it was never told. */
  synchronized @Nullable Cursor cursor() {
    return cursor;
  }

  synchronized List<Told> told() {
    return List.copyOf(told);
  }

  /** Forgets what was judged. */
  synchronized void forget(int judged) {
    told.subList(0, judged).clear();
  }

  Interest interest() {
    return interest;
  }

  /** Where a client stands that stood at {@code cursor} and hears {@code next}. */
  static @Nullable Cursor after(@Nullable Cursor cursor, Told next) {
    return switch (next) {
      case Told.Opened opened -> new Cursor(opened.epoch(), opened.sequence());
      case Told.Progress progress -> new Cursor(progress.epoch(), progress.sequence());
      case Told.Entry entry when cursor != null -> new Cursor(cursor.epoch(), entry.sequence());
      case Told.Lost(var gap)
          when gap.toSequence() != null && cursor != null && gap.epoch().equals(cursor.epoch()) ->
          new Cursor(gap.epoch(), gap.toSequence());
      case Told.Entry _, Told.Lost _, Told.Snapshot _, Told.Connected _, Told.Closing _ -> cursor;
    };
  }
}
