package dev.vitrine.api.sse;

import dev.vitrine.api.connection.ClientChannel;
import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.api.connection.Transport;
import dev.vitrine.api.delivery.DeliveryPlan;
import dev.vitrine.api.delivery.StreamRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One stream as server-sent events, with the WebSocket's parameters. {@code Last-Event-ID}, which a
 * browser sends when it comes back, counts instead of {@code since}, which is in the address that
 * it was given at first. The answer takes its connection with it, so that a client that takes
 * nothing can be cut off.
 */
final class EventsEndpoint implements WebHandler {

  private static final String SINCE = "since";
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  /** Opens the answer at once, and has a browser come back after a second instead of three. */
  private static final byte[] OPENING = "retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII);

  private final DeliveryPlan plan;
  private final Connections connections;
  private final EventsCare care;

  EventsEndpoint(DeliveryPlan plan, Connections connections, EventsCare care) {
    this.plan = plan;
    this.connections = connections;
    this.care = care;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange) {
    return Mono.defer(() -> {
      ServerHttpRequest request = exchange.getRequest();
      checkMethodAndForm(request);
      StreamRequest asked = read(request);
      ClientChannel channel = ClientChannel.of(exchange);
      LiveConnection connection =
          channel.open(connections, Transport.SSE, plan.kind(), asked.filter());
      return answer(exchange.getResponse(), asked, channel, connection)
          .doFinally(_ -> connection.close());
    });
  }

  private static void checkMethodAndForm(ServerHttpRequest request) {
    if (!request.getMethod().equals(HttpMethod.GET)) {
      throw new MethodNotAllowedException(request.getMethod(), Set.of(HttpMethod.GET));
    }
    List<MediaType> accepted = request.getHeaders().getAccept();
    if (!accepted.isEmpty()
        && accepted.stream().noneMatch(it -> it.includes(MediaType.TEXT_EVENT_STREAM))) {
      throw new NotAcceptableStatusException(List.of(MediaType.TEXT_EVENT_STREAM));
    }
  }

  private StreamRequest read(ServerHttpRequest request) {
    var parameters = request.getQueryParams();
    String last = request.getHeaders().getFirst(LAST_EVENT_ID);
    return last == null || last.isEmpty()
        ? plan.read(parameters::getFirst, UnaryOperator.identity())
        : plan.read(
            name -> name.equals(SINCE) ? last : parameters.getFirst(name),
            name -> name.equals(SINCE) ? LAST_EVENT_ID : name);
  }

  private Mono<Void> answer(
      ServerHttpResponse response,
      StreamRequest asked,
      ClientChannel channel,
      LiveConnection connection) {
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.TEXT_EVENT_STREAM);
    headers.setCacheControl(CacheControl.noStore());
    headers.setConnection("close");
    headers.set("X-Accel-Buffering", "no");
    Flux<DataBuffer> opening = Flux.just(response.bufferFactory().wrap(OPENING));
    Flux<DataBuffer> frames = Flux.defer(() -> frames(asked, channel, connection));
    return response.writeAndFlushWith(Flux.just(opening, frames));
  }

  /** Nothing comes this way: the frames go to the channel themselves, behind the opening. */
  private Flux<DataBuffer> frames(
      StreamRequest asked, ClientChannel channel, LiveConnection connection) {
    var format =
        new EventFrames(
            plan.kind().family().messageType(), plan.epoch(), asked.request().since() != null);
    return Flux.from(
        care.around(channel, plan.deliver(asked, format, channel.netty(), connection))
            .then(Mono.empty()));
  }
}
