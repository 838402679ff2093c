package dev.vitrine.oracle;

import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.GapCause;
import dev.vitrine.live.stream.PromiseChecker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the histories of all clients against each other and against the promise, part by part as
 * they grow. The first thing that is wrong is {@link Broken}.
 */
final class Judge {

  private final Map<String, Truth> truths = new HashMap<>();
  private final Map<History, PromiseChecker> checkers = new LinkedHashMap<>();
  private final Map<String, Tallies> tallies = new HashMap<>();
  private final Map<GapCause, Integer> gaps = new EnumMap<>(GapCause.class);
  private final @Nullable Map<History, List<Told>> kept;
  private long judged;

  /** Keeps what it judged, if it is asked to. */
  Judge(boolean keep) {
    kept = keep ? new LinkedHashMap<>() : null;
  }

  /** Judges what these clients were told since the last time. */
  void judge(List<History> histories) {
    Map<History, List<Told>> parts = new LinkedHashMap<>();
    histories.forEach(history -> parts.put(history, history.told()));
    parts.forEach((history, told) -> {
      Cursor before = checker(history).cursor();
      truth(history.interest().stream()).add(history, told, before == null ? "" : before.epoch());
    });
    parts.forEach((history, told) -> {
      told.forEach(next -> {
        feed(history.interest(), checker(history), next);
        count(next);
      });
      history.forget(told.size());
      if (kept != null) {
        kept.computeIfAbsent(history, _ -> new ArrayList<>()).addAll(told);
      }
    });
    truths.forEach((stream, truth) ->
        truth.epochs().forEach(epoch -> tallies(stream, epoch).follow(truth.entries(epoch))));
  }

  /** One history alone, from its beginning, held against what is known already. */
  void judgeAlone(Interest interest, List<Told> told) {
    PromiseChecker checker = new PromiseChecker(truth(interest.stream()).to(interest));
    told.forEach(next -> feed(interest, checker, next));
  }

  private static void feed(Interest interest, PromiseChecker checker, Told next) {
    try {
      feed(checker, next);
    } catch (AssertionError e) {
      throw new Broken(e.getMessage() + ": " + interest + " was told " + next, e);
    }
  }

  private static void feed(PromiseChecker checker, Told next) {
    switch (next) {
      case Told.Connected(var since) -> checker.connected(since);
      case Told.Opened(var epoch, var number, var resumed) ->
          checker.opened(epoch, number, resumed);
      case Told.Entry entry -> checker.entry(entry.sequence());
      case Told.Progress(var epoch, var number) -> checker.progress(epoch, number);
      case Told.Lost(var gap) -> checker.gap(gap);
      case Told.Snapshot _, Told.Closing _ -> checker.unnumbered();
    }
  }

  private void count(Told next) {
    judged++;
    if (next instanceof Told.Lost(var gap)) {
      gaps.merge(gap.cause(), 1, Integer::sum);
    }
  }

  /** What each client was told from its beginning. */
  Map<History, List<Told>> kept() {
    return Map.copyOf(Objects.requireNonNull(kept));
  }

  private PromiseChecker checker(History history) {
    return checkers.computeIfAbsent(
        history, it -> new PromiseChecker(truth(it.interest().stream()).to(it.interest())));
  }

  Truth truth(String stream) {
    return truths.computeIfAbsent(stream, _ -> new Truth());
  }

  Tallies tallies(String stream, String epoch) {
    return tallies.computeIfAbsent(stream + " " + epoch, _ -> new Tallies());
  }

  /** How many gaps were told, by cause. */
  Map<GapCause, Integer> gaps() {
    return Map.copyOf(gaps);
  }

  /** How many things were told. */
  long judged() {
    return judged;
  }
}
