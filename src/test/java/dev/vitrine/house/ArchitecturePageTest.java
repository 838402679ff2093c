package dev.vitrine.house;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every class that ARCHITECTURE.md names in backticks exists: ours, or one of a known library. */
class ArchitecturePageTest {

  private static final Path PAGE = Path.of("ARCHITECTURE.md");

  /** {@code `BufferPool`}, {@code `BufferPool.pin(...)`}, {@code `PageEvent.PageFreed`}. */
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:[.#][\\w.]+)?(?:\\([^`]*\\))?`");

  private static final List<String> LIBRARIES =
      List.of(
          "java.lang",
          "java.lang.foreign",
          "java.nio",
          "java.nio.channels",
          "java.util",
          "java.util.concurrent",
          "org.HdrHistogram",
          "org.jctools.queues",
          "org.jspecify.annotations",
          "reactor.core.publisher");

  private static final Set<String> OURS =
      new ClassFileImporter()
          .importPackages("dev.vitrine").stream()
              .map(JavaClass::getSimpleName)
              .collect(toUnmodifiableSet());

  @Test
  @DisplayName("ARCHITECTURE.md names only classes that exist")
  void namedClassesExist() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(NAMED.matcher(page).find()).as("names any class").isTrue();
    assertThat(unknown(page)).isEmpty();
  }

  @Test
  @DisplayName("a class that does not exist is noticed")
  void unknownClassIsNoticed() {
    String planted =
        "`StorageEngine` keeps a `SecretVault` and calls `GhostWriter.write(page)`; `Flux`, `LSN`,"
            + " `page-full` and `PageEvent.PageSplit` are fine.";
    assertThat(unknown(planted)).containsExactly("SecretVault", "GhostWriter");
  }

  private static List<String> unknown(String page) {
    return NAMED
        .matcher(page)
        .results()
        .map((MatchResult match) -> match.group(1))
        .filter(name -> !OURS.contains(name) && !isOfALibrary(name))
        .distinct()
        .toList();
  }

  private static boolean isOfALibrary(String name) {
    return LIBRARIES.stream().anyMatch(library -> exists(library + "." + name));
  }

  private static boolean exists(String className) {
    try {
      Class.forName(className, false, ArchitecturePageTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
