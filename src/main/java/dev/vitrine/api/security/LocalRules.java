package dev.vitrine.api.security;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Tells requests of local programs, and of the service's own pages, from those that a web page
 * elsewhere makes a browser send. The rules look at the request's head only:
 *
 * <ul>
 *   <li>{@code Host} names this machine or a configured name, so a foreign name that was made to
 *       resolve to 127.0.0.1 (DNS rebinding) gets nowhere; a request target in absolute form, which
 *       would count instead of it (RFC 9112 section 3.2.2), says the same;
 *   <li>{@code Origin}, where a browser sends it, is the service's own;
 *   <li>{@code Sec-Fetch-Site: cross-site} is fine only for somebody following a link;
 *   <li>forwarding headers mean a proxy, behind which everybody looks local.
 * </ul>
 */
final class LocalRules {

  private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#@]+)");
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*");
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final AllowedHosts hosts;

  LocalRules(AllowedHosts hosts) {
    this.hosts = hosts;
  }

  /** Why the request is refused; empty when it is not. */
  Optional<ProblemException> refusal(HttpMethod method, String target, HttpHeaders headers) {
    return forwarded(headers)
        .or(() -> host(headers))
        .or(() -> target(target, headers))
        .or(() -> origin(headers))
        .or(() -> crossSite(method, headers));
  }

  private static Optional<ProblemException> forwarded(HttpHeaders headers) {
    return headers.headerNames().stream()
        .filter(LocalRules::isForwarding)
        .findFirst()
        .map(name ->
            forbidden(
                "the header "
                    + name
                    + " tells of a proxy; local mode serves none, because it could not tell"
                    + " who asks"));
  }

  private static boolean isForwarding(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("forwarded") || lower.startsWith("x-forwarded-");
  }

  private Optional<ProblemException> host(HttpHeaders headers) {
    List<String> values = headers.getOrEmpty(HttpHeaders.HOST);
    if (values.size() != 1) {
      return Optional.of(ProblemException.invalid("Host", "must be given exactly once"));
    }
    Optional<Authority> authority = Authority.parse(values.getFirst());
    if (authority.isEmpty()) {
      return Optional.of(ProblemException.invalid("Host", "must be a host with an optional port"));
    }
    return authority.filter(hosts::allows).isPresent()
        ? Optional.empty()
        : Optional.of(
            forbidden(
                "the host "
                    + authority.get().host()
                    + " is neither loopback nor in vitrine.allowed-hosts"));
  }

  private static Optional<ProblemException> target(String target, HttpHeaders headers) {
    boolean absolute = !target.startsWith("/") && !target.equals("*");
    return absolute && !isOwn(schemeAndAuthority(target), headers)
        ? Optional.of(
            ProblemException.invalid("Host", "must name the same place as the request target"))
        : Optional.empty();
  }

  /** {@code http://host:port} of {@code http://host:port/path?query}. */
  private static String schemeAndAuthority(String target) {
    Matcher matcher = ABSOLUTE.matcher(target);
    return matcher.lookingAt() ? matcher.group().toLowerCase(Locale.ROOT) : target;
  }

  private static Optional<ProblemException> origin(HttpHeaders headers) {
    List<String> values = headers.getOrEmpty(HttpHeaders.ORIGIN);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return values.size() == 1 && isOwn(values.getFirst(), headers)
        ? Optional.empty()
        : Optional.of(
            forbidden("the origin " + String.join(", ", values) + " is not the service's own"));
  }

  private static boolean isOwn(String origin, HttpHeaders headers) {
    Matcher matcher = ORIGIN.matcher(origin);
    if (!matcher.matches()) {
      return false;
    }
    int defaultPort = matcher.group(1).equals("https") ? HTTPS_PORT : HTTP_PORT;
    Optional<Authority> own =
        Optional.ofNullable(headers.getFirst(HttpHeaders.HOST)).flatMap(Authority::parse);
    return Authority.parse(matcher.group(2))
        .flatMap(asking -> own.filter(it -> it.samePlace(asking, defaultPort)))
        .isPresent();
  }

  private static Optional<ProblemException> crossSite(HttpMethod method, HttpHeaders headers) {
    boolean crossSite =
        headers.getOrEmpty("Sec-Fetch-Site").stream().anyMatch("cross-site"::equals);
    return crossSite && !isFollowedLink(method, headers)
        ? Optional.of(forbidden("a page of another site may link to the service, nothing else"))
        : Optional.empty();
  }

  /** A navigation of a whole tab or window; a frame inside a foreign page is none. */
  private static boolean isFollowedLink(HttpMethod method, HttpHeaders headers) {
    String destination = headers.getFirst("Sec-Fetch-Dest");
    return method.equals(HttpMethod.GET)
        && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
        && (destination == null || destination.equals("document"));
  }

  private static ProblemException forbidden(String detail) {
    return new ProblemException(ProblemCode.FORBIDDEN, detail);
  }
}
