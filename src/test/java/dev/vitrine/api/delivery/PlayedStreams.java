package dev.vitrine.api.delivery;

import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.LiveLimits;
import dev.vitrine.api.rest.ProblemHandler;
import dev.vitrine.event.BufferPoolEvent.PoolStats;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotCounters;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.EventJson;
import dev.vitrine.live.stream.EngineSource;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.StreamClock;
import dev.vitrine.live.stream.StreamLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** Streams on a real server with a port of its own, and an engine that the test plays. */
public final class PlayedStreams implements AutoCloseable {

  public final HotCounters counters = new HotCounters();
  public final LiveCore core;
  public final Connections connections;
  private final StreamDeliveries deliveries;
  private final AnnotationConfigApplicationContext context;
  private final DisposableServer server;

  // No @Configuration: a test of the whole service would find it and take it for its own.
  @EnableWebFlux
  static class WebFlux {}

  /** {@code doors} makes the endpoints that the server has. */
  public PlayedStreams(
      StreamLimits limits,
      int connectionsMax,
      BiFunction<StreamDeliveries, Connections, SimpleUrlHandlerMapping> doors) {
    core = new LiveCore(new EventJson("local"), limits, StreamClock.SYSTEM);
    core.start(new PlayedEngine(counters));
    deliveries = new StreamDeliveries(core, new StreamTraffic());
    connections = new Connections(new LiveLimits(connectionsMax, 1), "local");
    context = new AnnotationConfigApplicationContext();
    context.register(WebFlux.class, ProblemHandler.class);
    context.registerBean(JsonMapper.class);
    context.registerBean(
        "doors", SimpleUrlHandlerMapping.class, () -> doors.apply(deliveries, connections));
    context.refresh();
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                new ReactorHttpHandlerAdapter(
                    WebHttpHandlerBuilder.applicationContext(context).build()))
            .bindNow();
  }

  private record PlayedEngine(HotCounters counters) implements EngineSource {
    @Override
    public long total(HotVariant variant) {
      return counters.total(variant);
    }

    @Override
    public Optional<Supplier<StorageEvent>> openSampler(EventFamily family) {
      return family == EventFamily.BUFFER_POOL
          ? Optional.of(() -> new PoolStats(0.5, 8, 4, 2, StreamClock.SYSTEM.epochMicros()))
          : Optional.empty();
    }
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    core.close();
    server.disposeNow(Duration.ofSeconds(2));
    context.close();
    deliveries.close();
  }
}
