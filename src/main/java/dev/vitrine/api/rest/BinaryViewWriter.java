package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Mono;

/** Writes the bytes of a {@link BinaryView} as {@code application/octet-stream}. */
final class BinaryViewWriter implements HttpMessageWriter<BinaryView> {

  @Override
  public List<MediaType> getWritableMediaTypes() {
    return List.of(MediaType.APPLICATION_OCTET_STREAM);
  }

  @Override
  public boolean canWrite(ResolvableType type, @Nullable MediaType mediaType) {
    return BinaryView.class.isAssignableFrom(type.toClass())
        && (mediaType == null || MediaType.APPLICATION_OCTET_STREAM.isCompatibleWith(mediaType));
  }

  @Override
  public Mono<Void> write(
      Publisher<? extends BinaryView> views,
      ResolvableType type,
      @Nullable MediaType mediaType,
      ReactiveHttpOutputMessage message,
      Map<String, Object> hints) {
    return Mono.from(views)
        .flatMap(view -> {
          byte[] data = view.data();
          if (data == null) {
            return Mono.error(
                new ProblemException(
                    ProblemCode.NOT_ACCEPTABLE, "there are no bytes to answer with; ask for JSON"));
          }
          message.getHeaders().setContentType(MediaType.APPLICATION_OCTET_STREAM);
          message.getHeaders().setContentLength(data.length);
          return message.writeWith(Mono.just(message.bufferFactory().wrap(data)));
        });
  }
}
