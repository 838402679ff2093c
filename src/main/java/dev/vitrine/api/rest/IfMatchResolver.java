package dev.vitrine.api.rest;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/** Gives an {@link IfMatch} to the controller methods that have one. */
final class IfMatchResolver implements SyncHandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == IfMatch.class;
  }

  @Override
  public IfMatch resolveArgumentValue(
      MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
    HttpHeaders headers = exchange.getRequest().getHeaders();
    return IfMatch.parse(
        headers.getOrEmpty(IfMatch.HEADER), headers.getOrEmpty(IfMatch.NONE_HEADER));
  }
}
