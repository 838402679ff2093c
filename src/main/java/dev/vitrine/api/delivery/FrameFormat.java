package dev.vitrine.api.delivery;

import dev.vitrine.live.stream.StreamItem;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * What frames look like on the wire. One for each client; but an entry or a snapshot looks the same
 * to all clients of a stream, which is why its bytes are shared. Used by one thread at a time.
 */
public interface FrameFormat {

  /** Whether the transport adds nothing to these bytes, so that they may pass its handlers by. */
  boolean whole();

  /** One item in a new buffer, which the caller releases. */
  ByteBuf encode(StreamItem item);

  /** At least one item as one frame in a new buffer, which the caller releases. */
  ByteBuf encodeBatch(List<StreamItem> items);

  /** Bytes of a JSON array of these items, from frames that are encoded already. */
  static int arrayLength(List<StreamItem> items) {
    int commas = items.size() - 1;
    return 2 + commas + items.stream().mapToInt(item -> item.json().length).sum();
  }

  /** Writes that array. */
  static void writeArray(ByteBuf out, List<StreamItem> items) {
    char before = '[';
    for (StreamItem item : items) {
      out.writeByte(before).writeBytes(item.json());
      before = ',';
    }
    out.writeByte(']');
  }
}
