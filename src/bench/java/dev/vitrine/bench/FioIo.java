package dev.vitrine.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** fio with libaio, in a process of its own. */
final class FioIo implements IoBackend {

  /** Where fio's terse output, version 3, has the I/Os a second of reads and of writes. */
  private static final int READ_IOPS_FIELD = 7;

  private static final int WRITE_IOPS_FIELD = 48;

  @Override
  public String name() {
    return "fio, libaio";
  }

  @Override
  public String missing() {
    try {
      run(List.of("fio", "--version"));
      return "";
    } catch (IOException e) {
      return "fio is not installed";
    }
  }

  @Override
  public double pagesPerSecond(Path directory, Kind kind, int depth, int seconds)
      throws IOException {
    String terse =
        run(
            List.of(
                "fio",
                "--name=vitrine",
                "--filename=" + directory.resolve(IoRounds.RAW_FILE),
                "--size=" + (long) IoRounds.PAGES * Stage.PAGE_BYTES,
                "--bs=" + Stage.PAGE_BYTES,
                "--rw=rand" + kind.name().toLowerCase(Locale.ROOT),
                "--direct=1",
                "--ioengine=libaio",
                "--iodepth=" + depth,
                "--time_based",
                "--runtime=" + seconds,
                "--norandommap",
                "--output-format=terse",
                "--terse-version=3"));
    String[] fields = terse.strip().split(";");
    return Double.parseDouble(fields[kind == Kind.READ ? READ_IOPS_FIELD : WRITE_IOPS_FIELD]);
  }

  private static String run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }
}
