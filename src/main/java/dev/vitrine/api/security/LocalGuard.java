package dev.vitrine.api.security;

import dev.vitrine.api.VitrineProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Asks {@link LocalRules} about every request and every handshake before anything else does. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LocalGuard implements WebFilter {

  private final LocalRules rules;

  LocalGuard(VitrineProperties properties) {
    this.rules = new LocalRules(new AllowedHosts(properties.allowedHosts()));
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    return rules
        .refusal(request.getMethod(), target(request), request.getHeaders())
        .map(Mono::<Void>error)
        .orElseGet(() -> chain.filter(exchange));
  }

  /** The request target as it was sent; Spring has read an absolute one already. */
  private static String target(ServerHttpRequest request) {
    return ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest sent
        ? sent.uri()
        : request.getPath().value();
  }
}
