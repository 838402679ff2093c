package dev.vitrine.api.telemetry;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' text format, as far as the tests need it. */
public record Scrape(String text) {

  private static final Pattern TYPE = Pattern.compile("# TYPE (vitrine_\\w+) (\\w+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  /** {@code name type [labels]} of each of our metrics. */
  public SortedMap<String, String> metrics() {
    SortedMap<String, String> metrics = new TreeMap<>();
    Matcher type = TYPE.matcher(text);
    while (type.find()) {
      metrics.put(type.group(1), type.group(2) + " " + labels(type.group(1)));
    }
    return metrics;
  }

  private TreeSet<String> labels(String name) {
    TreeSet<String> labels = new TreeSet<>();
    Pattern sample = Pattern.compile("^" + name + "(?:_bucket|_count|_sum)?\\{([^}]*)}");
    for (String line : text.split("\n", -1)) {
      Matcher matcher = sample.matcher(line);
      if (matcher.find()) {
        Matcher label = LABEL.matcher(matcher.group(1));
        while (label.find()) {
          labels.add(label.group(1));
        }
      }
    }
    labels.remove("le");
    return labels;
  }

  /** Whether there are samples of exactly this name. */
  public boolean hasSamples(String name) {
    return text.lines()
        .anyMatch(line -> line.startsWith(name + "{") || line.startsWith(name + " "));
  }

  /** The sum of a metric's samples with these labels. */
  public double value(String name, Map<String, String> labels) {
    List<String> wanted =
        labels.entrySet().stream().map(it -> it.getKey() + "=\"" + it.getValue() + "\"").toList();
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> wanted.stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The same, of a metric that counts. */
  public long count(String name, Map<String, String> labels) {
    return (long) value(name, labels);
  }

  public long count(String name) {
    return count(name, Map.of());
  }
}
