package dev.vitrine.api.websocket;

import dev.vitrine.live.stream.StreamItem;
import java.util.List;

/** Encoded frames as one JSON array, without encoding them again. */
final class FrameBatch {

  static final int FRAMES_MAX = 256;

  private FrameBatch() {}

  /** {@code [frame,frame,…]} of at least one item. */
  static byte[] join(List<StreamItem> items) {
    int commas = items.size() - 1;
    int length = 2 + commas + items.stream().mapToInt(item -> item.json().length).sum();
    byte[] array = new byte[length];
    int at = 0;
    for (StreamItem item : items) {
      array[at++] = (byte) (at == 1 ? '[' : ',');
      byte[] frame = item.json();
      System.arraycopy(frame, 0, array, at, frame.length);
      at += frame.length;
    }
    array[at] = ']';
    return array;
  }
}
