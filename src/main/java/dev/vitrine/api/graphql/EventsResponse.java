package dev.vitrine.api.graphql;

import dev.vitrine.api.connection.LiveConnection;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An answer of events, each written as a whole and its bytes counted. Spring makes three buffers of
 * an event; when the client is cut after the first of them, nobody would release the others.
 */
record EventsResponse(ServerResponse response, LiveConnection connection)
    implements ServerResponse {

  @Override
  public HttpStatusCode statusCode() {
    return response.statusCode();
  }

  @Override
  public HttpHeaders headers() {
    return response.headers();
  }

  @Override
  public MultiValueMap<String, ResponseCookie> cookies() {
    return response.cookies();
  }

  @Override
  public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
    var counted =
        new ServerHttpResponseDecorator(exchange.getResponse()) {
          @Override
          public Mono<Void> writeAndFlushWith(
              Publisher<? extends Publisher<? extends DataBuffer>> events) {
            return super.writeAndFlushWith(Flux.from(events).map(event -> whole(event)));
          }
        };
    return response.writeTo(exchange.mutate().response(counted).build(), context);
  }

  private Mono<DataBuffer> whole(Publisher<? extends DataBuffer> event) {
    return DataBufferUtils.join(event)
        .doOnNext(bytes -> connection.sent(0, bytes.readableByteCount()));
  }
}
