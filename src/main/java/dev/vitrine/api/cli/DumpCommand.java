package dev.vitrine.api.cli;

import dev.vitrine.engine.page.PageDump;
import dev.vitrine.engine.verify.ClosedDirectory;
import java.io.PrintStream;

/** Prints a page taken apart. */
final class DumpCommand {

  private final ClosedDirectory directory;
  private final boolean json;
  private final PrintStream out;

  DumpCommand(ClosedDirectory directory, boolean json, PrintStream out) {
    this.directory = directory;
    this.json = json;
    this.out = out;
  }

  /** The exit code: a damaged page is a finding. */
  int run(long pageId) {
    PageDump dump = directory.dump(pageId);
    if (json) {
      out.println(Json.of(dump));
    } else {
      out.print(dump.text());
    }
    return dump.damage() == null ? CommandLine.SOUND : CommandLine.FINDINGS;
  }
}
