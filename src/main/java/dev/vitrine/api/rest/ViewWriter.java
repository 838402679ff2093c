package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Mono;

/** Writes answers that have a form besides JSON: as bytes or as text, for who accepts these. */
final class ViewWriter<V> implements HttpMessageWriter<V> {

  private final Class<V> views;
  private final MediaType form;
  private final Function<V, byte[]> body;

  private ViewWriter(Class<V> views, MediaType form, Function<V, byte[]> body) {
    this.views = views;
    this.form = form;
    this.body = body;
  }

  /** The bytes of a {@link BinaryView} as {@code application/octet-stream}. */
  static ViewWriter<BinaryView> ofBytes() {
    return new ViewWriter<>(
        BinaryView.class, MediaType.APPLICATION_OCTET_STREAM, ViewWriter::bytesOf);
  }

  private static byte[] bytesOf(BinaryView view) {
    byte[] data = view.data();
    if (data == null) {
      throw new ProblemException(
          ProblemCode.NOT_ACCEPTABLE, "there are no bytes to answer with; ask for JSON");
    }
    return data;
  }

  /** The text of a {@link TextView} as {@code text/plain} in UTF-8. */
  static ViewWriter<TextView> ofText() {
    return new ViewWriter<>(
        TextView.class,
        new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8),
        view -> view.text().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<MediaType> getWritableMediaTypes() {
    return List.of(new MediaType(form.getType(), form.getSubtype()));
  }

  @Override
  public boolean canWrite(ResolvableType type, @Nullable MediaType mediaType) {
    return views.isAssignableFrom(type.toClass())
        && (mediaType == null || form.isCompatibleWith(mediaType));
  }

  @Override
  public Mono<Void> write(
      Publisher<? extends V> answer,
      ResolvableType type,
      @Nullable MediaType mediaType,
      ReactiveHttpOutputMessage message,
      Map<String, Object> hints) {
    return Mono.from(answer)
        .flatMap(view -> {
          byte[] bytes = body.apply(view);
          message.getHeaders().setContentType(form);
          message.getHeaders().setContentLength(bytes.length);
          return message.writeWith(Mono.just(message.bufferFactory().wrap(bytes)));
        });
  }
}
