package dev.vitrine.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * The one key that opens the service. Its SHA-256 is kept, not the key; a comparison takes the same
 * time whatever is wrong.
 */
public final class ApiKey {

  public static final int CHARACTERS_MIN = 32;

  private static final String HEADER = "X-API-Key";
  private static final String BEARER = "bearer ";

  private final byte[] digest;

  ApiKey(String key) {
    this.digest = sha256(key);
  }

  /** Whether the headers carry the key, as {@code Authorization: Bearer} or {@code X-API-Key}. */
  public boolean opens(HttpHeaders headers) {
    return single(headers, HttpHeaders.AUTHORIZATION).filter(this::opensAuthorization).isPresent()
        || single(headers, HEADER).filter(this::matches).isPresent();
  }

  /** Whether the value of an {@code Authorization} header carries the key. */
  public boolean opensAuthorization(String authorization) {
    return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        && matches(authorization.substring(BEARER.length()).strip());
  }

  private boolean matches(String key) {
    return MessageDigest.isEqual(digest, sha256(key));
  }

  private static Optional<String> single(HttpHeaders headers, String name) {
    List<String> values = headers.getOrEmpty(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
