package dev.vitrine.engine.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/formats/log.md says what the code does. */
class LogFormatDocumentTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| \\d+ \\| ([A-Z_]+) \\|");
  private static final String CONTROL_FILE = "## The control file";

  @Test
  void everyOffsetOfTheLogStandsInItsTables() throws Exception {
    assertThat(rows(page().split(CONTROL_FILE, 2)[0])).isEqualTo(offsets(LogLayout.class));
  }

  @Test
  void everyOffsetOfTheControlFileStandsInItsTable() throws Exception {
    assertThat(rows(page().split(CONTROL_FILE, 2)[1])).isEqualTo(offsets(ControlFile.class));
  }

  @Test
  void lengthsAndMagicsAreAsThePageSays() throws IOException {
    assertThat(page())
        .contains("CRC32C of these %d bytes".formatted(LogLayout.SEGMENT_HEADER_BYTES))
        .contains("header's other %d bytes".formatted(LogLayout.RECORD_HEADER_BYTES - 4))
        .contains("CRC32C of these %d bytes".formatted(ControlFile.CONTROL_BYTES))
        .contains("the bytes `%s`".formatted(ascii(LogLayout.SEGMENT_MAGIC)))
        .contains("the bytes `%s`".formatted(ascii(LogLayout.CONTROL_MAGIC)))
        .contains("format version %d\n".formatted(LogLayout.FORMAT_VERSION));
  }

  private static String ascii(int littleEndian) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Integer.BYTES; i++) {
      text.append((char) ((littleEndian >> (8 * i)) & 0xFF));
    }
    return text.toString();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/formats/log.md"));
  }

  private static Map<String, Integer> offsets(Class<?> type) throws Exception {
    Map<String, Integer> offsets = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getName().endsWith("_AT")) {
        field.setAccessible(true);
        offsets.put(field.getName(), field.getInt(null));
      }
    }
    return offsets;
  }

  private static Map<String, Integer> rows(String text) {
    Map<String, Integer> rows = new TreeMap<>();
    Matcher matcher = ROW.matcher(text);
    while (matcher.find()) {
      rows.put(matcher.group(2), Integer.parseInt(matcher.group(1)));
    }
    return rows;
  }
}
