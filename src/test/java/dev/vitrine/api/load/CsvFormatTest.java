package dev.vitrine.api.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.KeyValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static KeyValue read(String header, String line) {
    CsvFormat format = new CsvFormat();
    format.readHeader(bytes(header));
    return format.read(bytes(line));
  }

  private static String told(KeyValue record) {
    return new String(record.key(), StandardCharsets.UTF_8)
        + " -> "
        + new String(record.value(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          key,value               | a,b                | a -> b
          value,key               | b,a                | a -> b
          "key","value"           | "a","b"            | a -> b
          key,value               | a,"b ""c"", d"     | a -> b "c", d
          key,value               | a,                 | a ->
          key,value               | a,""               | a ->
          key,value               | ' a , b '          | ' a  ->  b '
          key,value               | ü,❤                | ü -> ❤
          key,value               | 5" disk,b          | 5" disk -> b
          key_base64,value        | YQ==,b             | a -> b
          key,value_base64        | a,Yg==             | a -> b
          value_base64,key_base64 | Yg==,YQ==          | a -> b
          """)
  void aLineIsARecord(String header, String line, String record) {
    assertThat(told(read(header, line)).stripTrailing()).isEqualTo(record.stripTrailing());
  }

  @Test
  void lineEndsOfWindowsAndMarksOfSpreadsheetsAreNoPartOfIt() {
    assertThat(told(read("\ufeffkey,value\r", "a,b\r"))).isEqualTo("a -> b");
    assertThat(told(read("\ufeff\"key\",\"value\"\r", "a,\"b\"\r"))).isEqualTo("a -> b");
  }

  @Test
  void lineFeedsWithinQuotesArePartOfTheValue() {
    assertThat(told(read("key,value", "a,\"b\r\nc\n\""))).isEqualTo("a -> b\r\nc\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "key",
        "key,value,x",
        "key,key",
        "Key,Value",
        "a,b",
        "key,value\rx,y",
        "\"key"
      })
  void anotherHeaderIsRefused(String header) {
    assertThatThrownBy(() -> new CsvFormat().readHeader(bytes(header)))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          key,value        | a          | line must have 2 fields as the header has, not 1
          key,value        | a,b,c      | line must have 2 fields as the header has, not 3
          key,value        | a,"b"c     | line must be CSV as in RFC 4180
          key_base64,value | a,b        | key_base64 must be base64 with padding (RFC 4648)
          """)
  void whatIsNoRecordIsRefusedWithTheReason(String header, String line, String reason) {
    assertThatThrownBy(() -> read(header, line))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void carriageReturnsAndOtherEncodingsAreRefused() {
    assertThatThrownBy(() -> read("key,value", "a,b\rc,d"))
        .hasMessage("line must end with a line feed, not a carriage return");
    CsvFormat format = new CsvFormat();
    format.readHeader(bytes("key,value"));
    assertThatThrownBy(() -> format.read("ü,b".getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessage("line must be in UTF-8");
  }
}
