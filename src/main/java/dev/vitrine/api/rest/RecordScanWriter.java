package dev.vitrine.api.rest;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.server.reactive.HttpHeadResponseDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a whole scan as {@code application/x-ndjson}, a record a line. The next part is read when
 * the socket has taken the one before, so a slow client costs one part, and one that goes away ends
 * the scan. What goes wrong on the way is the last line: an object with the one field {@code
 * problem}.
 */
final class RecordScanWriter implements HttpMessageWriter<RecordScanView> {

  private static final int PART_RECORDS_MAX = 500;

  private final JsonMapper json;

  RecordScanWriter(JsonMapper json) {
    this.json = json;
  }

  @Override
  public List<MediaType> getWritableMediaTypes() {
    return List.of(MediaType.APPLICATION_NDJSON);
  }

  @Override
  public boolean canWrite(ResolvableType type, @Nullable MediaType mediaType) {
    return RecordScanView.class.isAssignableFrom(type.toClass())
        && MediaType.APPLICATION_NDJSON.isCompatibleWith(mediaType);
  }

  @Override
  public Mono<Void> write(
      Publisher<? extends RecordScanView> views,
      ResolvableType type,
      @Nullable MediaType mediaType,
      ReactiveHttpOutputMessage message,
      Map<String, Object> hints) {
    message.getHeaders().setContentType(MediaType.APPLICATION_NDJSON);
    if (message instanceof HttpHeadResponseDecorator) {
      return message.setComplete();
    }
    return Mono.from(views).flatMap(view -> write(view, (ServerHttpResponse) message));
  }

  private Mono<Void> write(RecordScanView view, ServerHttpResponse response) {
    HttpServerResponse socket = ServerHttpResponseDecorator.getNativeResponse(response);
    Flux<byte[]> first = Flux.just(lines(view.items()));
    return response
        .writeWith(first.map(response.bufferFactory()::wrap))
        .then(next(view.scan(), view.part(), socket))
        .expand(part -> send(view.scan(), part, socket).then(next(view.scan(), part, socket)))
        .then();
  }

  /** A send ends when the socket has taken the bytes. */
  private Mono<Void> send(RecordScan scan, RecordScan.Part part, HttpServerResponse socket) {
    return send(lines(scan.entries(part)), socket);
  }

  private static Mono<Void> send(byte[] lines, HttpServerResponse socket) {
    return socket.send(Flux.just(Unpooled.wrappedBuffer(lines))).then();
  }

  private Mono<RecordScan.Part> next(
      RecordScan scan, RecordScan.Part part, HttpServerResponse socket) {
    return Mono.defer(() -> scan.after(part, PART_RECORDS_MAX))
        .onErrorResume(e -> send(lines(List.of(problem(e))), socket).then(Mono.empty()));
  }

  private static Map<String, Object> problem(Throwable e) {
    return Map.of("problem", HttpProblems.of(e).members());
  }

  private byte[] lines(List<?> items) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Object item : items) {
      lines.writeBytes(json.writeValueAsBytes(item));
      lines.write('\n');
    }
    return lines.toByteArray();
  }
}
