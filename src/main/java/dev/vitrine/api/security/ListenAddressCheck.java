package dev.vitrine.api.security;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.reactive.ConfigurableReactiveWebServerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Refuses to listen anywhere but on loopback without an API key, or without a name that clients
 * elsewhere may use. It runs when the web server is built, which is before the engine is opened. No
 * address means all addresses.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class ListenAddressCheck
    implements WebServerFactoryCustomizer<ConfigurableReactiveWebServerFactory> {

  private static final String ADDRESS = "server.address";
  private static final String MANAGEMENT_ADDRESS = "management.server.address";

  private final Environment environment;

  ListenAddressCheck(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void customize(ConfigurableReactiveWebServerFactory factory) {
    check(ADDRESS);
    if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
      check(MANAGEMENT_ADDRESS);
    }
  }

  private void check(String property) {
    InetAddress address = Binder.get(environment).bind(property, InetAddress.class).orElse(null);
    boolean local = address != null && address.isLoopbackAddress();
    if (!local && !(isSet(ApiKeyConfiguration.PROPERTY) && isSet("vitrine.allowed-hosts"))) {
      throw new UnsafeListenAddressException(property, spelled(address));
    }
  }

  private boolean isSet(String property) {
    return !Binder.get(environment)
        .bind(property, Bindable.listOf(String.class))
        .orElse(List.of())
        .isEmpty();
  }

  private static String spelled(@Nullable InetAddress address) {
    return address == null ? "not set (all addresses)" : address.getHostAddress();
  }
}
