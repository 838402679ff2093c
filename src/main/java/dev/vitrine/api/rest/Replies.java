package dev.vitrine.api.rest;

import dev.vitrine.api.openapi.AnswerHeader;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Answers with the headers that the contract promises. */
final class Replies {

  static final String BASE = "/api/v1/storage";

  private Replies() {}

  /** 200 with the page version as a strong ETag. */
  static <T> ResponseEntity<T> ok(T body, long lsn) {
    return ResponseEntity.ok().eTag(tag(lsn)).body(body);
  }

  /** 201 with the new thing's address below {@link #BASE} and its page version. */
  static <T> ResponseEntity<T> created(String path, T body, long lsn) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .location(URI.create(BASE + path))
        .eTag(tag(lsn))
        .body(body);
  }

  /** 202 with the address below {@link #BASE} where the rest is told. */
  static <T> ResponseEntity<T> accepted(String path, T body) {
    return ResponseEntity.accepted().location(URI.create(BASE + path)).body(body);
  }

  /** 200 with a stored image, its version, and what the pool held of it. */
  static ResponseEntity<PageImageView> image(PageImageView image) {
    return ResponseEntity.ok()
        .eTag(tag(image.lsn()))
        .header(AnswerHeader.CACHED.headerName(), RestNames.wireName(image.cached()))
        .body(image);
  }

  static String tag(long lsn) {
    return "\"" + lsn + "\"";
  }
}
