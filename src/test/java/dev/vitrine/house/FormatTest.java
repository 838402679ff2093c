package dev.vitrine.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Holds every Java file to google-java-format. It is a test because tests run on JDK 25, whose
 * compiler the formatter parses with, while Maven's plugins run on Maven's own JVM.
 *
 * <p>{@code -Dvitrine.format=write} rewrites the files instead.
 */
class FormatTest {

  private static final List<Path> ROOTS = List.of(Path.of("src"), Path.of("examples"));
  private static final boolean WRITE = "write".equals(System.getProperty("vitrine.format"));

  private final Formatter formatter = new Formatter();

  @Test
  @DisplayName("every Java file is formatted")
  void everyFileIsFormatted() throws IOException {
    List<Path> offenders = javaFiles().parallelStream().filter(this::needsFormatting).toList();
    assertThat(offenders)
        .as("not formatted; run ./mvnw -q test -Dtest=FormatTest -Dvitrine.format=write")
        .isEmpty();
  }

  @Test
  @DisplayName("a badly formatted file would be noticed")
  void badFormattingIsNoticed() throws FormatterException {
    String planted = "class Planted{int  x;}\n";
    assertThat(formatter.formatSourceAndFixImports(planted)).isNotEqualTo(planted);
  }

  private static List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path root : ROOTS) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> tree = Files.walk(root)) {
          tree.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
        }
      }
    }
    return files;
  }

  /** Under {@code write} the file is rewritten, and needs nothing any more. */
  private boolean needsFormatting(Path file) {
    try {
      String source = Files.readString(file);
      String formatted = formatter.formatSourceAndFixImports(source);
      if (formatted.equals(source)) {
        return false;
      }
      if (WRITE) {
        Files.writeString(file, formatted);
      }
      return !WRITE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new IllegalStateException(file + " can't be parsed", e);
    }
  }
}
