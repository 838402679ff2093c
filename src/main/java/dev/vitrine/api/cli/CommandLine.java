package dev.vitrine.api.cli;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.verify.ClosedDirectory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The options that make the program look at a closed data directory and end: {@code --verify} and
 * {@code --dump-page=ID}, with {@code --format=json} for machines. The directory is that of the
 * service's own configuration.
 */
public final class CommandLine {

  /** Nothing was found. */
  static final int SOUND = 0;

  /** Something was found. */
  static final int FINDINGS = 1;

  /** Nothing could be looked at. */
  static final int NOT_LOOKED_AT = 2;

  private static final String VERIFY = "verify";
  private static final String DUMP_PAGE = "dump-page";
  private static final String FORMAT = "format";
  private static final String READ_ONLY = "--read-only";

  private final ApplicationArguments arguments;
  private final String[] all;
  private final PrintStream out;
  private final PrintStream err;

  private CommandLine(String[] all, PrintStream out, PrintStream err) {
    this.arguments = new DefaultApplicationArguments(all);
    this.all = all;
    this.out = out;
    this.err = err;
  }

  /** The exit code when the arguments asked for a look; empty when they ask for the service. */
  public static OptionalInt run(String[] arguments) {
    CommandLine line =
        new CommandLine(arguments, stream(FileDescriptor.out), stream(FileDescriptor.err));
    return line.asked() ? OptionalInt.of(line.run()) : OptionalInt.empty();
  }

  /** The arguments with {@code --read-only} as the property that it stands for. */
  public static String[] forService(String[] arguments) {
    return Arrays.stream(arguments)
        .map(argument ->
            argument.equals(READ_ONLY)
                ? "--vitrine.read-only=true"
                : argument.startsWith(READ_ONLY + "=")
                    ? "--vitrine." + argument.substring("--".length())
                    : argument)
        .toArray(String[]::new);
  }

  /** Never closed: that would close standard output for the service and its log, too. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private boolean asked() {
    return arguments.containsOption(VERIFY) || arguments.containsOption(DUMP_PAGE);
  }

  private int run() {
    // What is printed is the answer alone: nothing logs.
    LoggingSystem.get(CommandLine.class.getClassLoader()).beforeInitialize();
    try {
      boolean json = json();
      Long pageId = pageId();
      Path directory = ConfiguredDirectory.of(all);
      try (ClosedDirectory closed = ClosedDirectory.open(directory)) {
        return pageId == null
            ? new VerifyCommand(closed, directory, json, out, err).run()
            : new DumpCommand(closed, json, out).run(pageId);
      }
    } catch (EngineException | IOException | IllegalArgumentException e) {
      err.println("could not look: " + e.getMessage());
      return NOT_LOOKED_AT;
    }
  }

  private boolean json() {
    String format = option(FORMAT);
    if (format == null || format.equals("text")) {
      return false;
    }
    if (format.equals("json")) {
      return true;
    }
    throw new IllegalArgumentException("--format is " + format + ", not text or json");
  }

  private @Nullable Long pageId() {
    if (!arguments.containsOption(DUMP_PAGE)) {
      return null;
    }
    if (arguments.containsOption(VERIFY)) {
      throw new IllegalArgumentException("--verify and --dump-page are two runs, not one");
    }
    String id = option(DUMP_PAGE);
    try {
      return Long.parseLong(id == null ? "" : id);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--dump-page needs the id of a page: --dump-page=12", e);
    }
  }

  private @Nullable String option(String name) {
    List<String> values = arguments.getOptionValues(name);
    return values == null || values.isEmpty() ? null : values.getLast();
  }
}
