package dev.vitrine.api.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.delivery.SharedFrames;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.house.BufferLeaks;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.StreamItem.EventEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedFramesTest {

  private static EventEntry entry(long sequence, String json) {
    return new EventEntry(
        sequence, new PageFreed(sequence, 0), json.getBytes(StandardCharsets.UTF_8));
  }

  /** The lengths around which RFC 6455 section 5.2 changes the header, and the headers by hand. */
  @ParameterizedTest
  @CsvSource({
    "0, 8100",
    "125, 817d",
    "126, 817e007e",
    "65535, 817effff",
    "65536, 817f0000000000010000"
  })
  void aFrameHasTheHeaderThatItsLengthAsksFor(int length, String header) {
    ByteBuf frame = new TextFrames().encode(entry(1, "x".repeat(length)));
    assertThat(ByteBufUtil.hexDump(frame, 0, header.length() / 2)).isEqualTo(header);
    assertThat(frame.readableBytes()).isEqualTo(header.length() / 2 + length);
    frame.release();
  }

  @Test
  void aBatchIsTheFramesOneAfterTheOther() {
    ByteBuf frame =
        new TextFrames().encodeBatch(List.of(entry(1, "{\"a\":1}"), entry(2, "{\"b\":2}")));
    assertThat(frame.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo("\u0081\u0011[{\"a\":1},{\"b\":2}]");
    frame.release();
  }

  @Test
  void allClientsOfAFrameGetTheSameMemoryUntilTheLastIsServed() {
    StreamItem item = entry(1, "{}");
    ByteBuf one;
    ByteBuf other;
    try (SharedFrames frames = new SharedFrames()) {
      one = frames.of(item, new TextFrames());
      other = frames.of(item, new TextFrames());
    }
    assertThat(other.memoryAddress()).isEqualTo(one.memoryAddress());
    one.skipBytes(4);
    one.release();
    assertThat(other.toString(2, 2, StandardCharsets.US_ASCII)).isEqualTo("{}");
    assertThat(other.readableBytes()).isEqualTo(4);
    other.release();
  }

  @Test
  void whatIsOldDoesNotPushOutWhatIsNew() {
    try (SharedFrames frames = new SharedFrames()) {
      StreamItem newest = entry(1_001, "{}");
      ByteBuf before = frames.of(newest, new TextFrames());
      ByteBuf replayed = frames.of(entry(1_001 - 256, "[]"), new TextFrames());
      ByteBuf after = frames.of(newest, new TextFrames());
      assertThat(after.memoryAddress()).isEqualTo(before.memoryAddress());
      assertThat(replayed.toString(2, 2, StandardCharsets.US_ASCII)).isEqualTo("[]");
      assertThat(replayed.release()).isTrue();
      before.release();
      after.release();
    }
  }

  @Test
  void nothingOfItIsLeftWhenItIsClosed() throws InterruptedException {
    fill();
    assertThat(BufferLeaks.search()).isEmpty();
  }

  private static void fill() {
    try (SharedFrames frames = new SharedFrames()) {
      for (int sequence = 1; sequence <= 1_000; sequence++) {
        frames.of(entry(sequence, "{}"), new TextFrames()).release();
      }
    }
  }
}
