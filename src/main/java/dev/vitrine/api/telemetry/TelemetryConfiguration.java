package dev.vitrine.api.telemetry;

import dev.vitrine.api.delivery.StreamTraffic;
import dev.vitrine.engine.IoLatencies;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.live.stream.StreamKind;
import dev.vitrine.workload.OperationKind;
import dev.vitrine.workload.WorkloadTotals;
import dev.vitrine.workload.Workloads;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives Prometheus what the engine and the workloads have timed. */
@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {

  private static final double MICROS_PER_SECOND = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  @Bean
  SmartInitializingSingleton latencyHistograms(
      ObjectProvider<PrometheusRegistry> registry,
      StorageEngine engine,
      Workloads workloads,
      StreamTraffic traffic) {
    List<LatencyHistogram> histograms =
        List.of(disk(engine), work(workloads.totals()), delivery(traffic));
    return () -> registry.ifAvailable(it -> histograms.forEach(it::register));
  }

  private static LatencyHistogram disk(StorageEngine engine) {
    return new LatencyHistogram(
        "vitrine_disk_latency_seconds",
        "How long pages took to be read and written",
        "direction",
        MICROS_PER_SECOND,
        () -> {
          IoLatencies latencies = engine.ioLatencies();
          return Map.of("read", latencies.reads(), "write", latencies.writes());
        });
  }

  private static LatencyHistogram delivery(StreamTraffic traffic) {
    return new LatencyHistogram(
        "vitrine_stream_delivery_seconds",
        "How long after it happened each frame was handed to each client's socket",
        "stream",
        MICROS_PER_SECOND,
        () -> {
          Map<String, Histogram> byStream = new LinkedHashMap<>();
          traffic
              .latencies()
              .forEach((family, it) -> byStream.put(StreamKind.of(family).streamName(), it));
          return byStream;
        });
  }

  private static LatencyHistogram work(WorkloadTotals workloads) {
    return new LatencyHistogram(
        "vitrine_workload_latency_seconds",
        "How long operations of workloads took, from when they were due",
        "kind",
        NANOS_PER_SECOND,
        () -> {
          Map<String, Histogram> byKind = new LinkedHashMap<>();
          for (OperationKind kind : OperationKind.values()) {
            byKind.put(kind.label(), workloads.latencies(kind));
          }
          return byKind;
        });
  }
}
