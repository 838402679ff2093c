package dev.vitrine.api.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Mono;

/** Writes the text of a {@link TextView} as {@code text/plain}. */
final class TextViewWriter implements HttpMessageWriter<TextView> {

  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  @Override
  public List<MediaType> getWritableMediaTypes() {
    return List.of(MediaType.TEXT_PLAIN);
  }

  @Override
  public boolean canWrite(ResolvableType type, @Nullable MediaType mediaType) {
    return TextView.class.isAssignableFrom(type.toClass())
        && (mediaType == null || MediaType.TEXT_PLAIN.isCompatibleWith(mediaType));
  }

  @Override
  public Mono<Void> write(
      Publisher<? extends TextView> views,
      ResolvableType type,
      @Nullable MediaType mediaType,
      ReactiveHttpOutputMessage message,
      Map<String, Object> hints) {
    return Mono.from(views)
        .flatMap(view -> {
          byte[] text = view.text().getBytes(StandardCharsets.UTF_8);
          message.getHeaders().setContentType(TEXT);
          message.getHeaders().setContentLength(text.length);
          return message.writeWith(Mono.just(message.bufferFactory().wrap(text)));
        });
  }
}
