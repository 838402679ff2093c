package dev.vitrine.api.rest;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.Map;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;

/** Tags the metrics of HTTP requests with the operation's name, which is its method's. */
@Component
final class OperationTag extends DefaultServerRequestObservationConvention {

  static final String KEY = "operation";
  static final String NO_OPERATION = "none";

  @Override
  public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
    return super.getLowCardinalityKeyValues(context)
        .and(KeyValue.of(KEY, operation(context.getAttributes())));
  }

  /** The name of the operation that an exchange with these attributes asks for. */
  static String operation(Map<String, Object> attributes) {
    Object handler = attributes.get(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
    return handler instanceof HandlerMethod method && RestNames.covers(method.getBeanType())
        ? method.getMethod().getName()
        : NO_OPERATION;
  }
}
