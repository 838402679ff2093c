package dev.vitrine.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/formats/page-file.md says what the code does. */
class PageFormatDocumentTest {

  private static final Pattern OFFSET_ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\| \\d* ?\\| ([A-Z_]+) \\|");
  private static final Pattern TYPE_ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\d+) \\|");

  @Test
  void everyOffsetStandsInTheTables() throws Exception {
    Map<String, Integer> inCode = new TreeMap<>();
    collect(PageLayout.class, inCode);
    collect(Class.forName("dev.vitrine.engine.disk.FileHeader"), inCode);
    inCode.put("HEADER_BYTES", PageLayout.HEADER_BYTES);
    assertThat(rows(OFFSET_ROW, 2, 1)).isEqualTo(inCode);
  }

  @Test
  void everyTypeStandsInTheTable() throws IOException {
    Map<String, Integer> inCode = new TreeMap<>();
    Arrays.stream(PageType.values()).forEach(type -> inCode.put(type.label(), type.code()));
    assertThat(rows(TYPE_ROW, 1, 2)).isEqualTo(inCode);
  }

  private static void collect(Class<?> type, Map<String, Integer> into) throws Exception {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getName().endsWith("_AT")) {
        field.setAccessible(true);
        into.put(field.getName(), field.getInt(null));
      }
    }
  }

  private static Map<String, Integer> rows(Pattern row, int name, int number) throws IOException {
    Map<String, Integer> rows = new TreeMap<>();
    Matcher matcher = row.matcher(Files.readString(Path.of("docs/formats/page-file.md")));
    while (matcher.find()) {
      rows.put(matcher.group(name), Integer.parseInt(matcher.group(number)));
    }
    return rows;
  }
}
