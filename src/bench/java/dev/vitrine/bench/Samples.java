package dev.vitrine.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the rounds measured, by contestant: one figure for each round, in their order. */
public final class Samples {

  private final Map<String, List<Double>> byName = new LinkedHashMap<>();

  /** Adds a round's figure. */
  public void add(String name, double value) {
    byName.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  /** Median and extent of the figures. */
  public String spread(String name, String format) {
    return spread(of(name), format);
  }

  /** Median and extent of the ratios to another contestant, round by round. */
  public String ratios(String name, String to) {
    return spread(quotients(name, to), "%.2f");
  }

  /** Median and extent of the differences from another contestant, round by round. */
  String differences(String name, String from) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < of(name).size(); i++) {
      differences.add(of(name).get(i) - of(from).get(i));
    }
    return spread(differences, "%+.1f");
  }

  private List<Double> quotients(String name, String to) {
    List<Double> quotients = new ArrayList<>();
    for (int i = 0; i < of(name).size(); i++) {
      quotients.add(of(name).get(i) / of(to).get(i));
    }
    return quotients;
  }

  private List<Double> of(String name) {
    List<Double> values = byName.get(name);
    if (values == null) {
      throw new IllegalStateException("nothing was measured of " + name);
    }
    return values;
  }

  private static String spread(List<Double> values, String format) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return String.format(
        Locale.ROOT,
        format + " (" + format + " .. " + format + ")",
        median,
        sorted.getFirst(),
        sorted.getLast());
  }
}
