package dev.vitrine.api.security;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and, where given, a port, as in a {@code Host} header (RFC 9110 section 7.2). Hosts are in
 * lower case; IPv6 addresses keep their brackets.
 */
record Authority(String host, OptionalInt port) {

  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::([0-9]{0,5}))?");
  private static final int PORT_MAX = 65_535;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /** Empty for anything that is not exactly a host and an optional port. */
  static Optional<Authority> parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(2);
    if (digits == null || digits.isEmpty()) {
      return Optional.of(new Authority(matcher.group(1), OptionalInt.empty()));
    }
    int port = Integer.parseInt(digits);
    return port > PORT_MAX
        ? Optional.empty()
        : Optional.of(new Authority(matcher.group(1), OptionalInt.of(port)));
  }

  /** Whether the name can only mean this machine: three spellings, no look-up. */
  boolean isLoopback() {
    return LOOPBACK.contains(host);
  }

  /** Whether both lead to the same place when a missing port means {@code defaultPort}. */
  boolean samePlace(Authority other, int defaultPort) {
    return host.equals(other.host) && port.orElse(defaultPort) == other.port.orElse(defaultPort);
  }
}
