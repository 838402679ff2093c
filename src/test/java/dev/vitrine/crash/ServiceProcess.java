package dev.vitrine.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged service over one data directory, on one port. For one thread. */
final class ServiceProcess implements AutoCloseable {

  /** Small on purpose: evictions, splits of the log and checkpoints happen all the time. */
  private static final List<String> SETTINGS =
      List.of(
          "--vitrine.pool-frames=64",
          "--vitrine.log-segment-size=256KB",
          "--vitrine.checkpoint-size=1MB",
          "--vitrine.flush-interval=50ms",
          "--logging.level.root=WARN",
          "--logging.level.dev.vitrine.engine=INFO");

  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path jar;
  private final Path dataDirectory;
  private final Path log;
  private final int port;
  private @Nullable Process process;

  ServiceProcess(Path jar, Path directory) throws IOException {
    this.jar = jar;
    this.dataDirectory = directory.resolve("data");
    this.log = directory.resolve("service.log");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  /** The jar that the build left in {@code target}. */
  static Path packagedJar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("vitrine-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no target/vitrine-*.jar: run ./mvnw package"));
    }
  }

  int port() {
    return port;
  }

  Path log() {
    return log;
  }

  void start() throws IOException {
    List<String> command = command("--server.port=" + port);
    command.addAll(SETTINGS);
    process = launch(command);
  }

  /** Looks at the closed directory with the service's own verifier; its exit code. */
  int verify() throws IOException, InterruptedException {
    return launch(command("--verify")).waitFor();
  }

  private List<String> command(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-jar", jar.toString(), "--vitrine.data-dir=" + dataDirectory));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private Process launch(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Returns when the service answers that it is ready. */
  void awaitReady(Http http) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      if (!running().isAlive()) {
        throw new IOException("the service ended while it started: see " + log);
      }
      if (http.ready()) {
        return;
      }
      Thread.sleep(POLL);
    }
    throw new IOException("the service was not ready within %s: see %s".formatted(START_MAX, log));
  }

  /** SIGKILL; returns when the process is gone. */
  void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  private Process running() {
    return Objects.requireNonNull(process, "not started");
  }

  @Override
  public void close() {
    Process last = process;
    if (last != null) {
      last.destroyForcibly().onExit().join();
    }
  }
}
