package dev.vitrine.api.telemetry;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latencies that the engine recorded itself, as a Prometheus histogram made when it is asked for.
 * Recording them again in a timer would cost every operation more than it costs to do.
 */
final class LatencyHistogram implements Collector {

  /** Upper bounds in seconds: from what a hit takes to what nobody waits for. */
  private static final double[] BOUNDS = {
    1e-6,
    2.5e-6,
    5e-6,
    1e-5,
    2.5e-5,
    5e-5,
    1e-4,
    2.5e-4,
    5e-4,
    1e-3,
    2.5e-3,
    5e-3,
    1e-2,
    2.5e-2,
    5e-2,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    Double.POSITIVE_INFINITY
  };

  private final String name;
  private final String help;
  private final String label;
  private final double unitsPerSecond;
  private final Supplier<Map<String, Histogram>> histograms;

  /** {@code histograms} by the label's value, in units of which {@code unitsPerSecond} go. */
  LatencyHistogram(
      String name,
      String help,
      String label,
      double unitsPerSecond,
      Supplier<Map<String, Histogram>> histograms) {
    this.name = name;
    this.help = help;
    this.label = label;
    this.unitsPerSecond = unitsPerSecond;
    this.histograms = histograms;
  }

  @Override
  public MetricSnapshot collect() {
    HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder().name(name).help(help);
    histograms.get().forEach((value, histogram) -> snapshot.dataPoint(point(value, histogram)));
    return snapshot.build();
  }

  private HistogramDataPointSnapshot point(String value, Histogram histogram) {
    long[] counts = new long[BOUNDS.length];
    double sum = 0;
    for (HistogramIterationValue step : histogram.recordedValues()) {
      long recorded = histogram.medianEquivalentValue(step.getValueIteratedTo());
      long count = step.getCountAddedInThisIterationStep();
      counts[bucket(recorded / unitsPerSecond)] += count;
      sum += count * (recorded / unitsPerSecond);
    }
    return HistogramDataPointSnapshot.builder()
        .labels(Labels.of(label, value))
        .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, counts))
        .sum(sum)
        .build();
  }

  private static int bucket(double seconds) {
    int found = Arrays.binarySearch(BOUNDS, seconds);
    return found >= 0 ? found : -found - 1;
  }
}
