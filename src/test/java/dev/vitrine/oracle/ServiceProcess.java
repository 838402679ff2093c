package dev.vitrine.oracle;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@link OracleService} over a data directory: started, killed, started again. */
final class ServiceProcess implements AutoCloseable {

  private static final int START_SECONDS_MAX = 90;
  private static final int LOG_LINES_KEPT = 200;

  private final Path dataDirectory;
  private final boolean defaultLimits;
  private Process process;
  private int port;
  private BlockingQueue<String> words = new LinkedBlockingQueue<>();
  private final Deque<String> log = new ArrayDeque<>();

  ServiceProcess(Path dataDirectory, boolean defaultLimits) throws IOException {
    this.dataDirectory = dataDirectory;
    this.defaultLimits = defaultLimits;
    start();
  }

  /** Starts it over what the last one left. */
  void start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dvitrine.oracle.default-limits=" + defaultLimits,
                "-cp",
                classPath(),
                OracleService.class.getName(),
                "--server.port=0",
                "--vitrine.data-dir=" + dataDirectory));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BlockingQueue<String> fresh = new LinkedBlockingQueue<>();
    words = fresh;
    BufferedReader output = process.inputReader();
    Thread.ofPlatform().daemon().name("oracle-log").start(() -> follow(output, fresh));
    port = Integer.parseInt(awaitWord());
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private void follow(BufferedReader output, BlockingQueue<String> to) {
    output
        .lines()
        .forEach(line -> {
          if (line.startsWith(OracleService.READY)) {
            to.add(line.substring(OracleService.READY.length()));
          } else {
            keep(line);
          }
        });
    to.add("ended");
  }

  private void keep(String line) {
    synchronized (log) {
      log.addLast(line);
      if (log.size() > LOG_LINES_KEPT) {
        log.removeFirst();
      }
    }
  }

  private String awaitWord() {
    try {
      String word = words.poll(START_SECONDS_MAX, TimeUnit.SECONDS);
      if (word == null || word.equals("ended")) {
        throw new AssertionError("the service did not start:\n" + log());
      }
      return word;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The last lines that it logged. */
  String log() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  int port() {
    return port;
  }

  Rest rest() {
    return new Rest(port);
  }

  /** Breaks the core from now on. */
  void plant(Tampering.Fault fault) throws IOException {
    process.outputWriter().write(fault + "\n");
    process.outputWriter().flush();
    awaitWord();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
