package dev.vitrine.api.delivery;

import dev.vitrine.live.stream.StreamItem;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The newest frames of one stream in one format, each once in memory outside the heap, however many
 * clients it is written to: each gets a view of the same bytes. What is older than these is encoded
 * for the one client that still wants it. Any thread.
 */
public final class SharedFrames implements AutoCloseable {

  /** Numbered frames that are kept; a power of two. */
  static final int ENTRIES_MAX = 256;

  /** Snapshots that are kept: one for each interval that is watched; a power of two. */
  static final int SNAPSHOTS_MAX = 16;

  private record Held(StreamItem item, long sequence, ByteBuf bytes) {}

  private final @Nullable Held[] entries = new @Nullable Held[ENTRIES_MAX];
  private final @Nullable Held[] snapshots = new @Nullable Held[SNAPSHOTS_MAX];
  private boolean closed;

  /** The item's bytes, which the caller releases. Words to one client are not shared. */
  public ByteBuf of(StreamItem item, FrameFormat format) {
    return switch (item) {
      case StreamItem.EventEntry entry ->
          shared(entries, slot(entry.sequence(), ENTRIES_MAX), entry.sequence(), item, format);
      case StreamItem.SampledEntry entry ->
          shared(entries, slot(entry.sequence(), ENTRIES_MAX), entry.sequence(), item, format);
      case StreamItem.Snapshot _ ->
          shared(snapshots, slot(System.identityHashCode(item), SNAPSHOTS_MAX), 0, item, format);
      case StreamItem.ControlItem _ -> format.encode(item);
    };
  }

  private static int slot(long number, int slots) {
    return (int) (number & (slots - 1));
  }

  private synchronized ByteBuf shared(
      @Nullable Held[] slots, int slot, long sequence, StreamItem item, FrameFormat format) {
    Held held = slots[slot];
    if (held != null && held.item() == item) {
      return held.bytes().retainedDuplicate();
    }
    ByteBuf bytes = format.encode(item);
    if (closed || (held != null && held.sequence() > sequence)) {
      return bytes;
    }
    if (held != null) {
      held.bytes().release();
    }
    slots[slot] = new Held(item, sequence, bytes);
    return bytes.retainedDuplicate();
  }

  /** Gives the memory back; frames on their way keep theirs until they are sent. */
  @Override
  public synchronized void close() {
    closed = true;
    release(entries);
    release(snapshots);
  }

  private static void release(@Nullable Held[] slots) {
    for (int slot = 0; slot < slots.length; slot++) {
      Held held = slots[slot];
      if (held != null) {
        held.bytes().release();
        slots[slot] = null;
      }
    }
  }
}
