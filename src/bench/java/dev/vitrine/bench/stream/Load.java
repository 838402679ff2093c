package dev.vitrine.bench.stream;

import java.io.IOException;
import java.util.List;

/** The load generator's process, as the bench sees it. */
final class Load extends ChildProcess {

  /**
   * What the connections received of what was due in the time that was measured.
   *
   * @param frames received, all connections together
   * @param missing numbers that a connection did not get
   * @param told how many of those a gap told of
   */
  record Received(long frames, double p50Ms, double p99Ms, double maxMs, long missing, long told) {

    static Received parse(String line) {
      String[] words = line.split(" ", -1);
      return new Received(
          Long.parseLong(words[0]),
          Double.parseDouble(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]),
          Long.parseLong(words[4]),
          Long.parseLong(words[5]));
    }
  }

  /** Connects; returns when all are connected. */
  Load(int port, Clients clients) throws IOException {
    super(
        LoadGenerator.class,
        List.of("-Xmx512m"),
        List.of(
            Integer.toString(port),
            clients.path(),
            Integer.toString(clients.connections()),
            Integer.toString(clients.stalled()),
            clients.subscriptions().name()));
    hear(LoadGenerator.CONNECTED);
  }

  /** Measures from now on. */
  void begin() throws IOException {
    say("begin");
    hear(LoadGenerator.BEGUN);
  }

  /** Measures until now. */
  void end() throws IOException {
    say("end");
    hear(LoadGenerator.ENDED);
  }

  /** What was due in that time; all up to the last event is waited for, unless nothing comes. */
  Received received(long last) throws IOException {
    say(LoadGenerator.REPORT + last);
    return Received.parse(hear(LoadGenerator.RESULT));
  }
}
