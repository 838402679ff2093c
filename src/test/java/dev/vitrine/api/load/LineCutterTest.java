package dev.vitrine.api.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineCutterTest {

  private static final int LINE_BYTES_MAX = 10;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** {@code number:text} of each line; {@code number!} for one that is too long. */
  private static List<String> cut(boolean quotes, String... parts) {
    LineCutter cutter = new LineCutter(LINE_BYTES_MAX, quotes);
    List<String> lines = new ArrayList<>();
    for (String part : parts) {
      cutter.feed(bytes(part), line -> lines.add(told(line)));
    }
    cutter.end(line -> lines.add(told(line)));
    return lines;
  }

  private static String told(LineCutter.Line line) {
    byte[] bytes = line.bytes();
    return line.number() + (bytes == null ? "!" : ":" + new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void linesEndAtLineFeedsAndTheLastOneNeedsNone() {
    assertThat(cut(false, "a\nbc\n\nd")).containsExactly("1:a", "2:bc", "3:", "4:d");
    assertThat(cut(false, "a\n")).containsExactly("1:a");
    assertThat(cut(false, "")).isEmpty();
  }

  @Test
  void aLineMayComeInParts() {
    assertThat(cut(false, "a", "", "b\nc", "\n", "d")).containsExactly("1:ab", "2:c", "3:d");
  }

  @Test
  void aLineThatIsTooLongIsPassedOver() {
    assertThat(cut(false, "1234567890\n12345678901\nc\n" + "x".repeat(5_000), "y"))
        .containsExactly("1:1234567890", "2!", "3:c", "4!");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "a^b",c^d      | 1:"a^b",c 3:d
          a,"b^"^c       | 1:a,"b^" 3:c
          "a""^b"^c      | 1:"a""^b" 3:c
          a"^b           | 1:a" 2:b
          "a"x^b         | 1:"a"x 2:b
          ,"^",^b        | 1:,"^", 3:b
          "^^^^^^^^^^^"^b | 1! 13:b
          """)
  void quotesHoldLineFeedsTogether(String upload, String expected) {
    List<String> lines =
        List.of(expected.replace("^", "\n").split(" ")).stream().map(String::strip).toList();
    assertThat(cut(true, upload.strip().replace("^", "\n"))).isEqualTo(lines);
  }

  @Test
  void itTellsThatAQuoteIsOpen() {
    LineCutter cutter = new LineCutter(LINE_BYTES_MAX, true);
    cutter.feed(bytes("a,\"b"), line -> {});
    assertThat(cutter.isInQuotes()).isTrue();
    cutter.feed(bytes("\"\n"), line -> {});
    assertThat(cutter.isInQuotes()).isFalse();
    assertThat(cutter.lastLine()).isEqualTo(1);
  }

  /** The same whatever parts it comes in; plain lines as String.split has them. */
  @Test
  void partsMakeNoDifference() {
    long seed = System.nanoTime();
    System.getLogger("LineCutterTest").log(System.Logger.Level.INFO, "seed {0}", seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      String upload =
          random
              .ints(random.nextInt(60), 0, 5)
              .mapToObj(i -> "ab\n\",".substring(i, i + 1))
              .reduce("", String::concat);
      for (boolean quotes : new boolean[] {false, true}) {
        List<String> whole = cut(quotes, upload);
        String[] parts = upload.split("(?<=\\G.{%d})".formatted(1 + random.nextInt(7)), -1);
        assertThat(cut(quotes, parts)).as("seed %d", seed).isEqualTo(whole);
      }
      List<String> plain = new ArrayList<>();
      String[] lines = upload.split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (i < lines.length - 1 || !lines[i].isEmpty()) {
          plain.add((i + 1) + (lines[i].length() > LINE_BYTES_MAX ? "!" : ":" + lines[i]));
        }
      }
      assertThat(cut(false, upload)).as("seed %d", seed).isEqualTo(plain);
    }
  }
}
