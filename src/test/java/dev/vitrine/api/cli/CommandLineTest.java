package dev.vitrine.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.vitrine.VitrineApplication;
import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, on a directory with pages of 8 KiB, of which it is not told. */
class CommandLineTest {

  private static final int PAGE = 8192;

  @TempDir Path temporary;
  private Path directory;
  private EngineConfig config;

  private record Ran(int exitCode, String out, String err) {}

  @BeforeEach
  void fill() {
    directory = temporary.resolve("data");
    EngineConfig usual = EngineConfig.of(directory);
    config =
        new EngineConfig(
            directory,
            PAGE,
            64,
            2,
            true,
            usual.flushInterval(),
            usual.leaseTime(),
            usual.log(),
            false);
    try (StorageEngine engine = StorageEngine.open(config, EventSink.NONE)) {
      long page = engine.pages().createPage().pageId();
      byte[] record = "hello, page".getBytes(StandardCharsets.UTF_8);
      engine.pages().insertRecord(page, record, null);
    }
  }

  @Test
  void aSoundDirectoryEndsWithZero() throws Exception {
    Ran ran = run("--verify", data());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isEqualTo(0);
    assertThat(ran.out())
        .startsWith("verified " + directory)
        .contains("1 slotted", "1 allocation-map")
        .endsWith("sound: no findings%n".formatted());
  }

  @Test
  void findingsEndWithOneAndSayWhere() throws Exception {
    flipBit(2 * PAGE + 5000);
    Ran ran = run("--verify", data());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("FINDING page_damaged page 2 in pages.vtr at byte 16384: its checksum is")
        .contains("DAMAGED: 1 findings");

    Ran json = run("--verify", "--format=json", data());
    assertThat(json.exitCode()).isEqualTo(1);
    assertThat(JsonPath.<Boolean>read(json.out(), "$.sound")).isFalse();
    assertThat(JsonPath.<String>read(json.out(), "$.findings[0].code")).isEqualTo("page_damaged");
    assertThat(JsonPath.<Integer>read(json.out(), "$.findings[0].page_id")).isEqualTo(2);
    assertThat(JsonPath.<Integer>read(json.out(), "$.finding_count")).isEqualTo(1);
  }

  @Test
  void whatCannotBeLookedAtEndsWithTwoAndSaysWhatToDo() throws Exception {
    try (StorageEngine _ = StorageEngine.open(config, EventSink.NONE)) {
      Ran used = run("--verify", data());
      assertThat(used.exitCode()).isEqualTo(2);
      assertThat(used.out()).isEmpty();
      assertThat(used.err())
          .contains("in use by process " + ProcessHandle.current().pid(), "stop that process");
    }
    Ran nowhere = run("--verify", "--vitrine.data-dir=" + temporary.resolve("nowhere"));
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("there is no directory", "--vitrine.data-dir");
    assertThat(Files.exists(temporary.resolve("nowhere"))).isFalse();
    Ran form = run("--verify", "--format=xml", data());
    assertThat(form.exitCode()).isEqualTo(2);
    assertThat(form.err()).contains("--format is xml, not text or json");
  }

  @Test
  void aPageIsPrintedAsTextAndAsJson() throws Exception {
    Ran ran = run("--dump-page=2", data());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isEqualTo(0);
    assertThat(ran.out())
        .startsWith("page 2, 8192 bytes, at byte 16384")
        .contains("intact", "slot     0     8181 + 11    hello, page", "|.....hello, page|");

    Ran json = run("--dump-page=2", "--format=json", data());
    assertThat(JsonPath.<String>read(json.out(), "$.slots[0].preview")).isEqualTo("hello, page");
    assertThat(JsonPath.<Integer>read(json.out(), "$.header.page_id")).isEqualTo(2);
  }

  @Test
  void aDamagedPageIsPrintedTooAndEndsWithOne() throws Exception {
    flipBit(2 * PAGE + 5000);
    Ran ran = run("--dump-page=2", data());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("damaged: its checksum is", "hello, page");
  }

  @Test
  void aPageThatThereIsNotEndsWithTwo() throws Exception {
    assertThat(run("--dump-page=3", data()))
        .isEqualTo(
            new Ran(
                2,
                "",
                "could not look: there is no page 3; there are pages from 0 to 2%n".formatted()));
    assertThat(run("--dump-page", data()).err()).contains("--dump-page=12");
  }

  /** What the service itself says goes to standard output, too. */
  @Test
  void aServiceThatDoesNotStartSaysWhy() throws Exception {
    try (StorageEngine _ = StorageEngine.open(config, EventSink.NONE)) {
      Ran refused = run("--server.port=0", data());
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.out()).contains("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void readOnlyIsShortForTheProperty() {
    assertThat(CommandLine.forService(new String[] {"--read-only", "--server.port=0"}))
        .containsExactly("--vitrine.read-only=true", "--server.port=0");
    assertThat(CommandLine.forService(new String[] {"--read-only=false"}))
        .containsExactly("--vitrine.read-only=false");
  }

  private String data() {
    return "--vitrine.data-dir=" + directory;
  }

  private Ran run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(VitrineApplication.class.getName());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(temporary, "out", "");
    Path err = Files.createTempFile(temporary, "err", "");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void flipBit(long position) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(directory.resolve("pages.vtr").toFile(), "rw")) {
      file.seek(position);
      int there = file.read();
      file.seek(position);
      file.write(there ^ 4);
    }
  }
}
