package dev.vitrine.bench;

import java.io.IOException;
import java.util.Locale;

/** The pool's hit rate beside that of the policy as published. */
final class HitRateRounds {

  private HitRateRounds() {}

  static String run(Mode mode) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """

            ### Hit rate: zipfian accesses and scans

            | frames for 65,536 pages | seed | pool | exact LRU-2 | points apart |
            |---|---|---|---|---|
            """);
    for (int frames : new int[] {1 << 10, 1 << 12, 1 << 14}) {
      for (int seed = 1; seed <= Math.min(3, mode.rounds()); seed++) {
        HitRate.Result result = HitRate.measure(frames, seed);
        text.append(
            String.format(
                Locale.ROOT,
                "| %,d | %d | %.2f %% | %.2f %% | %+.2f |\n",
                frames,
                seed,
                result.pool(),
                result.exact(),
                result.pointsApart()));
      }
    }
    return text.toString();
  }
}
