package dev.vitrine.bench.stream;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServer;

/**
 * What the books show: a {@code WebSocketHandler} that sends one {@code textMessage} to each client
 * for each event. The event is encoded once, as text.
 */
public final class WebFluxServer {

  private WebFluxServer() {}

  @EnableWebFlux
  static class WebFlux {}

  public static void main(String[] args) {
    ServerOrders.logWarningsOnly();
    Sinks.Many<String> events = Sinks.many().multicast().directBestEffort();
    Flux<String> frames = events.asFlux();
    WebSocketHandler handler =
        session -> {
          Mono<Void> heard = session.receive().then();
          return session.send(frames.map(session::textMessage)).and(heard);
        };
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.register(WebFlux.class);
    context.registerBean(
        SimpleUrlHandlerMapping.class,
        () -> new SimpleUrlHandlerMapping(Map.of(Contestant.PATH, handler), -1));
    context.refresh();
    int port =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                new ReactorHttpHandlerAdapter(
                    WebHttpHandlerBuilder.applicationContext(context).build()))
            .bindNow()
            .port();
    ServerOrders.obey(
        port,
        (event, sequence) ->
            events.tryEmitNext(
                new String(FrameSource.JSON.event(event, sequence), StandardCharsets.UTF_8)));
  }
}
