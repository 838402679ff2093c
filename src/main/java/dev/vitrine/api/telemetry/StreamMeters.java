package dev.vitrine.api.telemetry;

import dev.vitrine.api.delivery.StreamTraffic;
import dev.vitrine.event.EventFamily;
import dev.vitrine.live.stream.GapCause;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.StreamKind;
import dev.vitrine.live.stream.StreamTotals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** The live streams, each under its name. */
@Component
final class StreamMeters implements MeterBinder {

  private static final String STREAM = "stream";

  private final LiveCore core;
  private final StreamTraffic traffic;

  StreamMeters(LiveCore core, StreamTraffic traffic) {
    this.core = core;
    this.traffic = traffic;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (StreamKind kind : StreamKind.values()) {
      bind(meters, kind);
    }
  }

  private void bind(MeterRegistry meters, StreamKind kind) {
    EventFamily family = kind.family();
    Tags tags = Tags.of(STREAM, kind.streamName());
    Gauge.builder("vitrine.stream.clients", core, it -> it.clientCount(family))
        .description("Clients that are subscribed now, over whatever transport")
        .tags(tags)
        .register(meters);
    total(meters, kind, "entries", "Numbered entries", StreamTotals::entries);
    total(meters, kind, "hot.seen", "Hot events that the engine counted", StreamTotals::hotSeen);
    total(
        meters,
        kind,
        "hot.delivered",
        "Hot events among the entries; the others are in a Sampled",
        StreamTotals::hotDelivered);
    total(meters, kind, "snapshots", "Snapshots handed to clients", StreamTotals::snapshots);
    for (GapCause cause : GapCause.values()) {
      FunctionCounter.builder(
              "vitrine.stream.gaps", core, it -> it.totals(family).gaps().getOrDefault(cause, 0L))
          .description("Gaps that clients were told of")
          .tags(tags.and("cause", cause.wireName()))
          .register(meters);
      FunctionCounter.builder(
              "vitrine.stream.dropped",
              core,
              it -> it.totals(family).dropped().getOrDefault(cause, 0L))
          .description("Numbers lost to clients, those of every client counted")
          .tags(tags.and("cause", cause.wireName()))
          .register(meters);
    }
    FunctionCounter.builder("vitrine.stream.frames", traffic, it -> it.frames(family))
        .description(
            "Frames handed to sockets of WebSockets and server-sent events, a batch counted once")
        .tags(tags)
        .register(meters);
    FunctionCounter.builder("vitrine.stream.bytes", traffic, it -> it.bytes(family))
        .description("Those frames in bytes")
        .tags(tags)
        .register(meters);
  }

  private void total(
      MeterRegistry meters,
      StreamKind kind,
      String name,
      String description,
      ToLongFunction<StreamTotals> part) {
    FunctionCounter.builder(
            "vitrine.stream." + name, core, it -> part.applyAsLong(it.totals(kind.family())))
        .description(description)
        .tag(STREAM, kind.streamName())
        .register(meters);
  }
}
