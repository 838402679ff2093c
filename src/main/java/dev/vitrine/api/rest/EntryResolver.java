package dev.vitrine.api.rest;

import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/** Gives keys and bounds to the controller methods that have them. */
final class EntryResolver implements SyncHandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    return type == EntryKey.class || type == EntryBounds.class;
  }

  @Override
  public Object resolveArgumentValue(
      MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
    return parameter.getParameterType() == EntryKey.class
        ? EntryKey.of(exchange.getRequest())
        : EntryBounds.of(exchange.getRequest());
  }
}
