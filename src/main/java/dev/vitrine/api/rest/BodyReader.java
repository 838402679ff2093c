package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads a body of one type, raw or as JSON. A body that says it is too large is not read at all,
 * one that turns out to be is read up to the limit only.
 */
final class BodyReader<T> implements HttpMessageReader<T> {

  private final Class<T> type;
  private final int bodyBytesMax;
  private final Map<MediaType, Function<byte[], T>> forms;

  private BodyReader(Class<T> type, int bodyBytesMax, Map<MediaType, Function<byte[], T>> forms) {
    this.type = type;
    this.bodyBytesMax = bodyBytesMax;
    this.forms = forms;
  }

  static <T> BodyReader<T> ofJson(Class<T> type, int bodyBytesMax, Function<JsonBody, T> json) {
    return new BodyReader<>(
        type,
        bodyBytesMax,
        Map.of(MediaType.APPLICATION_JSON, bytes -> JsonBody.read(bytes, json)));
  }

  static <T> BodyReader<T> ofBoth(
      Class<T> type, int bodyBytesMax, Function<JsonBody, T> json, Function<byte[], T> raw) {
    return new BodyReader<>(
        type,
        bodyBytesMax,
        Map.of(
            MediaType.APPLICATION_JSON,
            bytes -> JsonBody.read(bytes, json),
            MediaType.APPLICATION_OCTET_STREAM,
            raw));
  }

  @Override
  public List<MediaType> getReadableMediaTypes() {
    return List.copyOf(forms.keySet());
  }

  @Override
  public boolean canRead(ResolvableType bodyType, @Nullable MediaType mediaType) {
    return bodyType.resolve() == type && (mediaType == null || form(mediaType) != null);
  }

  @Override
  public Flux<T> read(
      ResolvableType bodyType, ReactiveHttpInputMessage message, Map<String, Object> hints) {
    return readMono(bodyType, message, hints).flux();
  }

  @Override
  public Mono<T> readMono(
      ResolvableType bodyType, ReactiveHttpInputMessage message, Map<String, Object> hints) {
    try {
      requireIdentity(message.getHeaders());
    } catch (ProblemException e) {
      return Mono.error(e);
    }
    if (message.getHeaders().getContentLength() > bodyBytesMax) {
      return Mono.error(tooLarge());
    }
    MediaType told = message.getHeaders().getContentType();
    MediaType mediaType = told == null ? MediaType.APPLICATION_OCTET_STREAM : told;
    return DataBufferUtils.join(message.getBody(), bodyBytesMax)
        .onErrorMap(DataBufferLimitException.class, e -> tooLarge())
        .map(BodyReader::bytes)
        .defaultIfEmpty(new byte[0])
        .map(bytes -> Objects.requireNonNull(form(mediaType)).apply(bytes));
  }

  /** Refuses a body that is compressed. */
  static void requireIdentity(HttpHeaders headers) {
    String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "the content encoding " + encoding + " is not supported; send the body as it is");
    }
  }

  private @Nullable Function<byte[], T> form(MediaType mediaType) {
    return forms.entrySet().stream()
        .filter(it -> it.getKey().includes(mediaType))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** The bytes of a buffer, which goes back to where it came from. */
  static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        ProblemCode.BODY_TOO_LARGE, "the body must be at most " + bodyBytesMax + " bytes");
  }
}
