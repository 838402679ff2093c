package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import dev.vitrine.api.load.LoadProgress;
import dev.vitrine.api.load.LoadState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a bulk load: as {@code application/x-ndjson} each step when it is there, the last one with
 * the end; as JSON the end alone, which is a problem when the load could not go on.
 */
final class RecordLoadWriter implements HttpMessageWriter<RecordLoadRun> {

  private static final byte LINE_FEED = '\n';

  private final JsonMapper json;

  RecordLoadWriter(JsonMapper json) {
    this.json = json;
  }

  @Override
  public List<MediaType> getWritableMediaTypes() {
    return List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
  }

  @Override
  public boolean canWrite(ResolvableType type, @Nullable MediaType mediaType) {
    return RecordLoadRun.class.isAssignableFrom(type.toClass());
  }

  @Override
  public Mono<Void> write(
      Publisher<? extends RecordLoadRun> runs,
      ResolvableType type,
      @Nullable MediaType mediaType,
      ReactiveHttpOutputMessage message,
      Map<String, Object> hints) {
    // Whatever ends the load early leaves bytes on the connection that are no request.
    message.getHeaders().setConnection("close");
    return Mono.from(runs)
        .flatMap(run ->
            MediaType.APPLICATION_NDJSON.isCompatibleWith(mediaType)
                ? writeSteps(run, message)
                : writeEnd(run, message));
  }

  private Mono<Void> writeSteps(RecordLoadRun run, ReactiveHttpOutputMessage message) {
    message.getHeaders().setContentType(MediaType.APPLICATION_NDJSON);
    Flux<Mono<DataBuffer>> lines = run.steps().map(step -> Mono.just(line(step, message)));
    return message.writeAndFlushWith(lines);
  }

  private DataBuffer line(LoadProgress step, ReactiveHttpOutputMessage message) {
    byte[] object = json.writeValueAsBytes(step);
    DataBuffer line = message.bufferFactory().allocateBuffer(object.length + 1);
    return line.write(object).write(LINE_FEED);
  }

  private Mono<Void> writeEnd(RecordLoadRun run, ReactiveHttpOutputMessage message) {
    return run.steps()
        .last()
        .flatMap(end -> {
          if (end.state() != LoadState.DONE) {
            return Mono.error(problem(end));
          }
          byte[] object = json.writeValueAsBytes(end);
          message.getHeaders().setContentType(MediaType.APPLICATION_JSON);
          message.getHeaders().setContentLength(object.length);
          return message.writeWith(Mono.just(message.bufferFactory().wrap(object)));
        });
  }

  /** A client that stopped sending is told so, should it still be there. */
  private static ProblemException problem(LoadProgress end) {
    ProblemCode code = end.problem() == null ? ProblemCode.INVALID_REQUEST : end.problem();
    return new ProblemException(code, String.valueOf(end.error()))
        .with("load", end.id())
        .with("settled_lines", end.settledLines())
        .with("created", end.created())
        .with("replaced", end.replaced())
        .with("refused", end.refused());
  }
}
