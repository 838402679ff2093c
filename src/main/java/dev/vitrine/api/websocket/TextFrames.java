package dev.vitrine.api.websocket;

import dev.vitrine.api.delivery.FrameFormat;
import dev.vitrine.live.stream.StreamItem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/**
 * Frames as unmasked WebSocket text messages of one frame (RFC 6455 section 5.2): what a server
 * sends is the same for every client, header included.
 */
final class TextFrames implements FrameFormat {

  private static final int FINAL_TEXT = 0x81;
  private static final int LENGTH_IN_7_BITS_MAX = 125;
  private static final int LENGTH_IN_16_BITS = 126;
  private static final int LENGTH_IN_64_BITS = 127;
  private static final int HEADER_BYTES_MAX = 10;
  private static final int LENGTH_IN_16_BITS_MAX = 0xFFFF;

  @Override
  public boolean whole() {
    return true;
  }

  @Override
  public ByteBuf encode(StreamItem item) {
    return framed(item.json().length).writeBytes(item.json());
  }

  @Override
  public ByteBuf encodeBatch(List<StreamItem> items) {
    ByteBuf frame = framed(FrameFormat.arrayLength(items));
    FrameFormat.writeArray(frame, items);
    return frame;
  }

  private static ByteBuf framed(int length) {
    ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(HEADER_BYTES_MAX + length);
    frame.writeByte(FINAL_TEXT);
    if (length <= LENGTH_IN_7_BITS_MAX) {
      return frame.writeByte(length);
    }
    return length <= LENGTH_IN_16_BITS_MAX
        ? frame.writeByte(LENGTH_IN_16_BITS).writeShort(length)
        : frame.writeByte(LENGTH_IN_64_BITS).writeLong(length);
  }
}
