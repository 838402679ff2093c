package dev.vitrine.engine.btree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.page.EntryLayout;
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

/** docs/formats/record-files.md says what the code does. */
class RecordFormatDocumentTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| \\d+ \\| ([A-Z_]+) \\|");

  @Test
  void everyOffsetStandsInTheTables() throws Exception {
    Map<String, Integer> inCode = new TreeMap<>();
    collect(TreeLayout.class, inCode);
    collect(EntryLayout.class, inCode);
    assertThat(rows()).isEqualTo(inCode);
  }

  @Test
  void whatThePageSaysInWordsHoldsToo() throws IOException {
    TreeLimits limits = TreeLimits.of(4096, 1000);
    assertThat(page())
        .contains("an overflow reference of %d bytes".formatted(TreeLayout.REFERENCE_BYTES))
        .contains("| %d | %d | NAME_AT".formatted(TreeLayout.NAME_AT, FilePage.NAME_BYTES_MAX))
        .contains("%d: the file lives; %d: it was".formatted(TreeLayout.LIVE, TreeLayout.DROPPED));
    assertThat(limits.splitAboveBytes()).isEqualTo(4048 * 90 / 100);
    assertThat(limits.entryBytesMax()).isEqualTo(limits.splitAboveBytes() / 2);
  }

  private static void collect(Class<?> type, Map<String, Integer> into) throws Exception {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getName().endsWith("_AT")) {
        into.put(field.getName(), field.getInt(null));
      }
    }
  }

  private static Map<String, Integer> rows() throws IOException {
    Map<String, Integer> rows = new TreeMap<>();
    Matcher matcher = ROW.matcher(page());
    while (matcher.find()) {
      rows.put(matcher.group(2), Integer.parseInt(matcher.group(1)));
    }
    return rows;
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/formats/record-files.md"));
  }
}
