package dev.vitrine.api.security;

import java.util.List;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** The names under which clients may address this service: loopback, and those configured. */
final class AllowedHosts {

  private final List<Authority> configured;

  /** Each entry is {@code host} for any port, or {@code host:port}. */
  AllowedHosts(List<String> entries) {
    this.configured = entries.stream().map(AllowedHosts::parse).toList();
  }

  private static Authority parse(String entry) {
    return Authority.parse(entry.strip())
        .orElseThrow(() ->
            new InvalidConfigurationPropertyValueException(
                "vitrine.allowed-hosts",
                entry,
                "Every entry must be a host with an optional port, such as db.example:8080."));
  }

  boolean allows(Authority authority) {
    return authority.isLoopback() || configured.stream().anyMatch(it -> covers(it, authority));
  }

  private static boolean covers(Authority entry, Authority asked) {
    return entry.host().equals(asked.host())
        && (entry.port().isEmpty() || entry.port().equals(asked.port()));
  }
}
