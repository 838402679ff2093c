package dev.vitrine.api.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** One readable message instead of a stack trace. */
final class UnsafeListenAddressAnalyzer
    extends AbstractFailureAnalyzer<UnsafeListenAddressException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, UnsafeListenAddressException cause) {
    return new FailureAnalysis(
        "The service refuses to start: " + cause.getMessage() + ".",
        "Set "
            + cause.property()
            + "=127.0.0.1. Or set vitrine.api-key, and vitrine.allowed-hosts to the names that"
            + " clients use.",
        cause);
  }
}
