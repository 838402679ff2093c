package dev.vitrine.api.connection;

import dev.vitrine.api.security.ApiKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/** The one list of live connections, and how they are kept alive. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveLimits.class)
class ConnectionConfiguration {

  private static final Duration SLOWNESS_CHECK_PAUSE = Duration.ofSeconds(5);

  @Bean
  KeepAlive keepAlive() {
    return KeepAlive.DEFAULT;
  }

  @Bean
  Connections connections(LiveLimits limits, ObjectProvider<ApiKey> key) {
    return new Connections(limits, key.getIfAvailable() == null ? "local" : "api-key");
  }

  /** Looks out for slow clients. Whoever writes to the log may have to wait, so not on a loop. */
  @Bean(destroyMethod = "dispose")
  Disposable slownessWatch(Connections connections) {
    long pause = SLOWNESS_CHECK_PAUSE.toMillis();
    return Schedulers.boundedElastic()
        .schedulePeriodically(connections::noteSlowness, pause, pause, TimeUnit.MILLISECONDS);
  }
}
