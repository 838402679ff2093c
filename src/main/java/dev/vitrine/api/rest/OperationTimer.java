package dev.vitrine.api.rest;

import dev.vitrine.api.OperationTimes;
import dev.vitrine.api.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Times every operation until its answer begins. A request that leads to none is not counted. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class OperationTimer implements WebFilter {

  private static final String OUTCOME = OperationTimer.class.getName();

  private final OperationTimes times;

  OperationTimer(MeterRegistry meters) {
    this.times = new OperationTimes(meters, "rest");
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    long begun = System.nanoTime();
    exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> record(exchange, begun)));
    return chain.filter(exchange);
  }

  /** The problem that the exchange is going to be answered with. */
  static void failed(ServerWebExchange exchange, ProblemCode code) {
    exchange.getAttributes().put(OUTCOME, code.code());
  }

  private void record(ServerWebExchange exchange, long begun) {
    String operation = OperationTag.operation(exchange.getAttributes());
    if (!operation.equals(OperationTag.NO_OPERATION)) {
      String outcome = exchange.getAttributeOrDefault(OUTCOME, OperationTimes.OK);
      times.record(operation, outcome, System.nanoTime() - begun);
    }
  }
}
