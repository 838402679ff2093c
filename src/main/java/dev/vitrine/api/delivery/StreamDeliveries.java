package dev.vitrine.api.delivery;

import dev.vitrine.api.connection.Transport;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.StreamKind;
import java.util.EnumMap;
import java.util.Map;

/** How every stream is delivered over a transport of its own frames. Any thread. */
public final class StreamDeliveries implements AutoCloseable {

  private final LiveCore core;
  private final StreamTraffic traffic;
  private final Map<Transport, Map<StreamKind, DeliveryPlan>> plans =
      new EnumMap<>(Transport.class);

  public StreamDeliveries(LiveCore core, StreamTraffic traffic) {
    this.core = core;
    this.traffic = traffic;
  }

  /** The one plan for that stream and transport. */
  public synchronized DeliveryPlan of(StreamKind kind, Transport transport) {
    return plans
        .computeIfAbsent(transport, _ -> new EnumMap<>(StreamKind.class))
        .computeIfAbsent(kind, _ -> new DeliveryPlan(kind, core, traffic));
  }

  @Override
  public synchronized void close() {
    plans.values().forEach(streams -> streams.values().forEach(DeliveryPlan::close));
  }
}
