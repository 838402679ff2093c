package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordContentTest {

  @ParameterizedTest
  @ValueSource(ints = {24, 25, 31, 32, 100, 1_001})
  void everyChangedByteIsNoticed(int bytes) {
    RecordContent content = new RecordContent(7, bytes);
    byte[] record = content.of(12, 34);
    assertThat(record).hasSize(bytes);
    assertThat(content.verifiedVersion(12, record)).isEqualTo(34);
    for (int i = 0; i < bytes; i++) {
      byte[] damaged = record.clone();
      damaged[i] ^= 0x10;
      assertThatThrownBy(() -> content.verifiedVersion(12, damaged))
          .as("byte %d", i)
          .isInstanceOf(VerificationException.class);
    }
  }

  @Test
  void aRecordBeginsWithKeyAndVersion() {
    ByteBuffer record =
        ByteBuffer.wrap(new RecordContent(7, 40).of(12, 34)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(record.getLong(0)).isEqualTo(12);
    assertThat(record.getLong(8)).isEqualTo(34);
  }

  @Test
  void keysVersionsAndSeedsHaveDifferentBytes() {
    byte[] record = new RecordContent(7, 64).of(12, 34);
    assertThat(tail(new RecordContent(7, 64).of(13, 34))).isNotEqualTo(tail(record));
    assertThat(tail(new RecordContent(7, 64).of(12, 35))).isNotEqualTo(tail(record));
    assertThat(tail(new RecordContent(8, 64).of(12, 34))).isNotEqualTo(tail(record));
  }

  @Test
  void otherLengthsAndKeysAreNoticed() {
    RecordContent content = new RecordContent(7, 64);
    assertThatThrownBy(() -> content.verifiedVersion(12, new byte[63]))
        .hasMessage("key 12: 63 bytes were read, 64 written");
    assertThatThrownBy(() -> content.verifiedVersion(12, content.of(13, 1)))
        .hasMessage("key 12: the record read is that of key 13");
  }

  @Test
  void itGoesOnAsSplitMixDoes() {
    // The JDK's SplittableRandom is the same generator with the same gamma when made of a seed.
    byte[] record = new RecordContent(0, 40).of(0, 0);
    SplittableRandom reference = new SplittableRandom(0);
    ByteBuffer tail = ByteBuffer.wrap(record, 16, 24).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 3; i++) {
      assertThat(tail.getLong()).isEqualTo(reference.nextLong());
    }
  }

  private static byte[] tail(byte[] record) {
    return Arrays.copyOfRange(record, 16, record.length);
  }
}
