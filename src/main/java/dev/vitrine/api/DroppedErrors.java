package dev.vitrine.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Hooks;

/** Errors that nobody waits for any more: a client that is gone is no error of the service. */
@Configuration(proxyBeanMethods = false)
class DroppedErrors {

  private static final Logger LOG = LoggerFactory.getLogger(DroppedErrors.class);

  DroppedErrors() {
    Hooks.onErrorDropped(DroppedErrors::log);
  }

  static void log(Throwable error) {
    if (DisconnectedClientHelper.isClientDisconnectedException(error)) {
      LOG.debug("a client went away", error);
    } else {
      LOG.error("an error that nobody waits for", error);
    }
  }
}
