package dev.vitrine.api.sse;

import dev.vitrine.api.delivery.FrameFormat;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.StreamItem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames as server-sent events (WHATWG HTML, section 9.2). The {@code data} is the frame, which has
 * no line break in it; the event's name is its {@code message_type}, or {@code batch}; its {@code
 * id} is the cursor after it, which a browser sends as {@code Last-Event-ID} when it comes back.
 *
 * <p>An event without an id leaves the browser's as it is. So an id stands where everything up to
 * it has been told, and nowhere else: snapshots have none, nor has the opening of a resumed stream
 * whose epoch is over, because the gap that follows is still to be told.
 */
final class EventFrames implements FrameFormat {

  private static final String CONTROL = "stream_control";
  private static final String BATCH = "batch";

  /** Room for the names of the lines, and for an id. */
  private static final int LINES_BYTES = 160;

  private final String messageType;
  private final String epoch;
  private final boolean resuming;
  private long openedAt;

  /**
   * @param messageType of the stream's events
   * @param epoch of the stream
   * @param resuming whether the client said where to resume
   */
  EventFrames(String messageType, String epoch, boolean resuming) {
    this.messageType = messageType;
    this.epoch = epoch;
    this.resuming = resuming;
  }

  /** HTTP puts them into chunks. */
  @Override
  public boolean whole() {
    return false;
  }

  @Override
  public ByteBuf encode(StreamItem item) {
    String name = item instanceof StreamItem.ControlItem ? CONTROL : messageType;
    return event(idAfter(item), name, item.json().length).writeBytes(item.json()).writeBytes(END);
  }

  @Override
  public ByteBuf encodeBatch(List<StreamItem> items) {
    String id = null;
    for (StreamItem item : items) {
      String after = idAfter(item);
      id = after == null ? id : after;
    }
    ByteBuf event = event(id, BATCH, FrameFormat.arrayLength(items));
    FrameFormat.writeArray(event, items);
    return event.writeBytes(END);
  }

  private static final byte[] END = {'\n', '\n'};

  private static ByteBuf event(@Nullable String id, String name, int dataBytes) {
    String lines = (id == null ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: ";
    return PooledByteBufAllocator.DEFAULT
        .directBuffer(LINES_BYTES + dataBytes)
        .writeBytes(lines.getBytes(StandardCharsets.US_ASCII));
  }

  /** The cursor after the item; null where it does not move, or not all up to it is told. */
  private @Nullable String idAfter(StreamItem item) {
    return switch (item) {
      case StreamItem.EventEntry entry -> id(entry.sequence());
      case StreamItem.SampledEntry entry -> id(entry.sequence());
      case StreamItem.Snapshot _ -> null;
      case StreamItem.ControlItem word -> idAfter(word.control());
    };
  }

  private @Nullable String idAfter(Control control) {
    return switch (control) {
      case Control.StreamOpened opened -> {
        openedAt = opened.sequence();
        yield opened.resumed() || !resuming ? id(openedAt) : null;
      }
      case Control.Progress progress -> id(progress.sequence());
      case Control.Gap gap -> id(gap.toSequence() == null ? openedAt : gap.toSequence());
      case Control.StreamClosing _ -> null;
    };
  }

  private String id(long sequence) {
    return new Cursor(epoch, sequence).toString();
  }
}
