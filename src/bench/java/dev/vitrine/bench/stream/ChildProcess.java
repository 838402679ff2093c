package dev.vitrine.bench.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process of ours with this one's class path: lines in, lines out. What it writes to its error
 * output is seen.
 */
class ChildProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final Writer input;

  ChildProcess(Class<?> main, List<String> flags, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output = process.inputReader();
    input = process.outputWriter();
  }

  void say(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  /** What comes after the prefix in the next line that begins with it. */
  String hear(String prefix) throws IOException {
    for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(prefix)) {
        return line.substring(prefix.length());
      }
    }
    throw new IOException(process.info().command() + " ended without " + prefix);
  }

  ProcessFigures figures() {
    return new ProcessFigures(process.pid());
  }

  /** Ends it as a closed line does, and at once if that is not enough. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
