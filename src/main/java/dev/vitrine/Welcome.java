package dev.vitrine;

import dev.vitrine.engine.EngineStatus;
import dev.vitrine.engine.StorageEngine;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The first thing that whoever started the service wants to know: where to look. */
@Component
final class Welcome {

  private static final Logger log = LoggerFactory.getLogger(Welcome.class);

  private final StorageEngine engine;

  Welcome(StorageEngine engine) {
    this.engine = engine;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof WebServerApplicationContext context
        && context.getWebServer() != null) {
      EngineStatus status = engine.status();
      log.info(
          "Vitrine is at http://{}:{} (/swagger-ui.html, /graphiql); data in {}, {}",
          address(context.getEnvironment()),
          context.getWebServer().getPort(),
          status.dataDirectory(),
          status.recovery().needed() ? "recovered, since it was not closed in order" : "in order");
    }
  }

  private static String address(Environment environment) {
    return environment.getProperty(
        "server.address", InetAddress.getLoopbackAddress().getHostAddress());
  }
}
