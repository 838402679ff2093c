package dev.vitrine.api;

import io.netty.handler.codec.CodecException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Hooks;

/**
 * Errors that nobody waits for any more. A client that is gone is no error of the service, nor is
 * what one sends that is no frame, of which each further piece comes here.
 */
@Configuration(proxyBeanMethods = false)
public class DroppedErrors {

  private static final Logger LOG = LoggerFactory.getLogger(DroppedErrors.class);

  DroppedErrors() {
    Hooks.onErrorDropped(DroppedErrors::log);
  }

  static void log(Throwable error) {
    if (DisconnectedClientHelper.isClientDisconnectedException(error)
        || error instanceof CodecException) {
      LOG.debug("a client went away, or broke the protocol", error);
    } else {
      LOG.error("an error that nobody waits for", error);
    }
  }
}
