package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads a {@link ByteBody} in either of its forms. A body that says it is too large is not read at
 * all, one that turns out to be is read up to the limit only.
 */
final class ByteBodyReader implements HttpMessageReader<ByteBody> {

  private static final List<MediaType> MEDIA_TYPES =
      List.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON);

  private final int bodyBytesMax;
  private final ByteBodyParser parser;

  ByteBodyReader(int bodyBytesMax) {
    this.bodyBytesMax = bodyBytesMax;
    this.parser = new ByteBodyParser(bodyBytesMax);
  }

  @Override
  public List<MediaType> getReadableMediaTypes() {
    return MEDIA_TYPES;
  }

  @Override
  public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
    return type.resolve() == ByteBody.class
        && (mediaType == null || MEDIA_TYPES.stream().anyMatch(it -> it.includes(mediaType)));
  }

  @Override
  public Flux<ByteBody> read(
      ResolvableType type, ReactiveHttpInputMessage message, Map<String, Object> hints) {
    return readMono(type, message, hints).flux();
  }

  @Override
  public Mono<ByteBody> readMono(
      ResolvableType type, ReactiveHttpInputMessage message, Map<String, Object> hints) {
    if (message.getHeaders().getContentLength() > bodyBytesMax) {
      return Mono.error(tooLarge());
    }
    boolean json = MediaType.APPLICATION_JSON.includes(message.getHeaders().getContentType());
    return DataBufferUtils.join(message.getBody(), bodyBytesMax)
        .onErrorMap(DataBufferLimitException.class, e -> tooLarge())
        .map(ByteBodyReader::bytes)
        .defaultIfEmpty(new byte[0])
        .map(bytes -> json ? parser.parse(bytes) : new ByteBody(bytes));
  }

  private static byte[] bytes(DataBuffer buffer) {
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
