package dev.vitrine.api.rest;

import dev.vitrine.api.records.KeyRanges;
import dev.vitrine.engine.ScanRange;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which keys a scan is to give, as the query says. */
record EntryBounds(byte @Nullable [] start, byte @Nullable [] end, byte @Nullable [] prefix) {

  static final String START = "start";
  static final String END = "end";
  static final String PREFIX = "prefix";

  static EntryBounds of(ServerHttpRequest request) {
    KeyEncoding encoding = KeyEncoding.of(request.getQueryParams().getFirst(KeyEncoding.PARAMETER));
    return new EntryBounds(
        key(request, encoding, START), key(request, encoding, END), key(request, encoding, PREFIX));
  }

  private static byte @Nullable [] key(
      ServerHttpRequest request, KeyEncoding encoding, String name) {
    byte[] written = PercentCoding.queryValue(request, name);
    // Nothing is as good as no bound: start= and start= of the empty key mean the same.
    return written == null || written.length == 0 ? null : encoding.key(name, written);
  }

  ScanRange range(boolean descending) {
    return KeyRanges.of(start, end, prefix, descending);
  }
}
