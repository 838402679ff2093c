package dev.vitrine.api.connection;

import dev.vitrine.api.security.ApiKey;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one list of live connections, and how they are kept alive. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveLimits.class)
class ConnectionConfiguration {

  @Bean
  KeepAlive keepAlive() {
    return KeepAlive.DEFAULT;
  }

  @Bean
  Connections connections(LiveLimits limits, ObjectProvider<ApiKey> key) {
    return new Connections(limits, key.getIfAvailable() == null ? "local" : "api-key");
  }
}
