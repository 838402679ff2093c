package dev.vitrine.api.cli;

import dev.vitrine.engine.verify.ClosedDirectory;
import dev.vitrine.engine.verify.Finding;
import dev.vitrine.engine.verify.VerificationReport;
import dev.vitrine.engine.verify.VerificationWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Verifies a closed directory, tells how far it is, and prints what came of it. */
final class VerifyCommand implements VerificationWatch {

  private static final long TOLD_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final double MIB = 1 << 20;

  private final ClosedDirectory directory;
  private final Path path;
  private final boolean json;
  private final PrintStream out;
  private final PrintStream err;
  private long toldNanos = System.nanoTime();

  VerifyCommand(
      ClosedDirectory directory, Path path, boolean json, PrintStream out, PrintStream err) {
    this.directory = directory;
    this.path = path;
    this.json = json;
    this.out = out;
    this.err = err;
  }

  /** The exit code. */
  int run() throws IOException {
    VerificationReport report = directory.verify(this);
    if (json) {
      out.println(Json.of(report));
    } else {
      print(report);
    }
    return report.sound() ? CommandLine.SOUND : CommandLine.FINDINGS;
  }

  @Override
  public void reached(long pagesDone, long pagesTotal, long findings) {
    long now = System.nanoTime();
    if (now - toldNanos >= TOLD_EVERY_NANOS) {
      toldNanos = now;
      err.printf("%d of %d pages, %d findings%n", pagesDone, pagesTotal, findings);
    }
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  private void print(VerificationReport report) {
    out.println("verified " + path.toAbsolutePath().normalize());
    report.pages().forEach(count -> out.printf("  %8d %s%n", count.pages(), count.type()));
    out.printf(
        Locale.ROOT,
        "  %.1f MiB of pages; %d changes in %.1f MiB of log; %d ms%n",
        report.pageBytes() / MIB,
        report.logRecords(),
        report.logBytes() / MIB,
        report.durationMs());
    print("note", report.notes(), report.noteCount());
    print("FINDING", report.findings(), report.findingCount());
    out.println(
        report.sound()
            ? "sound: no findings"
            : "DAMAGED: %d findings; docs/verifier.md says of each what to do"
                .formatted(report.findingCount()));
  }

  private void print(String kind, List<Finding> told, long count) {
    for (Finding finding : told) {
      out.printf(
          "%s %s%s: %s%n",
          kind, finding.code().name().toLowerCase(Locale.ROOT), where(finding), finding.text());
    }
    if (count > told.size()) {
      out.printf("%s: %d more%n", kind, count - told.size());
    }
  }

  private static String where(Finding finding) {
    StringBuilder where = new StringBuilder();
    if (finding.pageId() != null) {
      where.append(" page ").append(finding.pageId());
    }
    if (finding.file() != null) {
      where.append(" in ").append(finding.file());
    }
    if (finding.position() != null) {
      where.append(" at byte ").append(finding.position());
    }
    return where.toString();
  }
}
