package dev.vitrine.api.rest;

import dev.vitrine.api.DroppedErrors;
import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.FakeRecords;
import dev.vitrine.api.FakeVerifications;
import dev.vitrine.api.VitrineProperties;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.LiveStreams;
import dev.vitrine.live.stream.ClientPlace;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.SubscribeRequest;
import dev.vitrine.workload.Workloads;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import reactor.core.publisher.Flux;

/**
 * The service's doors over a {@link FakeEngine}; give it to {@code @SpringBootTest} by name. Not a
 * configuration by annotation, so that no scan finds it.
 */
@EnableAutoConfiguration(
    excludeName = "org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration")
@EnableConfigurationProperties(VitrineProperties.class)
@Import(DroppedErrors.class)
@ComponentScan({
  "dev.vitrine.api.rest",
  "dev.vitrine.api.load",
  "dev.vitrine.api.security",
  "dev.vitrine.api.openapi",
  "dev.vitrine.api.connection"
})
public class FakeService {

  /** A WebSocket of no meaning, to try handshakes with. */
  public static final String SOCKET = "/socket";

  /** The sequence in every cursor. */
  static final long SEQUENCE = 8812;

  @Bean
  FakeEngine fakeEngine() {
    return new FakeEngine();
  }

  @Bean
  FakeBatchEngine fakeBatchEngine(FakeEngine engine) {
    return new FakeBatchEngine(engine);
  }

  @Bean
  FakeRecords fakeRecords() {
    return new FakeRecords();
  }

  @Bean
  EngineCalls engineCalls() {
    return new EngineCalls();
  }

  @Bean
  FakeVerifications verifications() {
    return new FakeVerifications();
  }

  /** Without anything to work on. */
  @Bean
  Workloads workloads() {
    return new Workloads(List.of(), () -> {});
  }

  @Bean
  LiveStreams liveStreams() {
    return new LiveStreams() {
      @Override
      public Flux<StreamItem> subscribe(
          EventFamily family, SubscribeRequest request, Consumer<ClientPlace> onJoin) {
        return Flux.empty();
      }

      @Override
      public Flux<StorageEvent> snapshots(EventFamily family, int intervalMs) {
        return Flux.empty();
      }

      @Override
      public Cursor cursor(EventFamily family) {
        return new Cursor(family.name(), SEQUENCE);
      }
    };
  }

  @Bean
  SimpleUrlHandlerMapping sockets() {
    WebSocketHandler handler = session -> session.close();
    return new SimpleUrlHandlerMapping(Map.of(SOCKET, handler), -1);
  }
}
