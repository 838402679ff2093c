package dev.vitrine.oracle;

import dev.vitrine.live.stream.PromiseChecker;
import dev.vitrine.live.stream.PromiseChecker.Fate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What all clients of one stream saw together: the entries of each epoch by their numbers. Two who
 * saw different entries under one number are a contradiction.
 */
final class Truth {

  private final Map<String, NavigableMap<Long, Told.Entry>> epochs = new HashMap<>();

  /** Adds what a history saw in the epoch that its client was in. */
  void add(History history, List<Told> told, String epochBefore) {
    String epoch = epochBefore;
    for (Told next : told) {
      if (next instanceof Told.Opened opened) {
        epoch = opened.epoch();
      } else if (next instanceof Told.Entry entry) {
        add(history, epoch, entry);
      }
    }
  }

  private void add(History history, String epoch, Told.Entry entry) {
    Told.Entry known = entries(epoch).putIfAbsent(entry.sequence(), entry);
    Broken.unless(
        known == null || known.equals(entry),
        "another entry has that number: " + known,
        history.interest() + " was told " + entry);
  }

  NavigableMap<Long, Told.Entry> entries(String epoch) {
    return epochs.computeIfAbsent(epoch, _ -> new TreeMap<>());
  }

  Collection<String> epochs() {
    return epochs.keySet();
  }

  /** That epoch is over, and everything in it is judged. */
  void forget(String epoch) {
    epochs.remove(epoch);
  }

  /** The same, as it concerns a client with that interest. */
  PromiseChecker.Truth to(Interest interest) {
    return (epoch, number) -> {
      Told.Entry entry = entries(epoch).get(number);
      if (entry == null) {
        return interest.isFiltered() ? Fate.UNKNOWN : Fate.LOST;
      }
      return interest.passes(entry) ? Fate.DUE : Fate.HIDDEN;
    };
  }
}
