package dev.vitrine.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The glossary: terms in order, each with one line. */
class GlossaryTest {

  private static final Pattern ENTRY = Pattern.compile("- \\*\\*([^*]+)\\*\\*: (\\S.*\\.)");
  private static final int COLUMNS_MAX = 160;

  @Test
  @DisplayName("the glossary is in order and explains each term in a line")
  void glossaryIsInOrder() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("GLOSSARY.md"));
    assertThat(lines.stream().filter(line -> line.startsWith("- ")).count()).isPositive();
    assertThat(flaws(lines)).isEmpty();
  }

  @Test
  @DisplayName("a term that is out of order, named twice or not explained is noticed")
  void flawsAreNoticed() {
    List<String> planted =
        List.of(
            "- **slot**: a place.", "- **page**: bytes.", "- **page**: bytes.", "- **pin**", "x");
    assertThat(flaws(planted))
        .containsExactly(
            "out of order: page", "out of order: page", "not a term and its line: - **pin**");
  }

  /** Looks at list items only; everything else is prose. */
  private static List<String> flaws(List<String> lines) {
    List<String> flaws = new ArrayList<>();
    String previous = "";
    for (String line : lines) {
      if (!line.startsWith("-") && !line.startsWith(" ")) {
        continue;
      }
      Matcher entry = ENTRY.matcher(line);
      if (!entry.matches() || line.length() > COLUMNS_MAX) {
        flaws.add("not a term and its line: " + line);
        continue;
      }
      String term = entry.group(1);
      if (String.CASE_INSENSITIVE_ORDER.compare(previous, term) >= 0) {
        flaws.add("out of order: " + term);
      }
      previous = term;
    }
    return flaws;
  }
}
