package dev.vitrine.api.graphql;

import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.schema.GraphQLTypeUtil;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How much one request may ask for. The limits leave room for introspection, for the longest list
 * and for a few hundred calls of the engine, which also bounds the bytes of an answer.
 */
@Configuration(proxyBeanMethods = false)
class QueryLimits {

  /** Introspection, as GraphiQL asks for it, goes 13 deep. */
  static final int DEPTH_MAX = 20;

  static final int COST_MAX = 20_000;

  /** A field that calls the engine, or answers up to a page of bytes. */
  static final int COST_OF_CALL = 50;

  @Bean
  MaxQueryDepthInstrumentation maxQueryDepth() {
    return new MaxQueryDepthInstrumentation(DEPTH_MAX);
  }

  @Bean
  MaxQueryComplexityInstrumentation maxQueryCost() {
    return new MaxQueryComplexityInstrumentation(COST_MAX, QueryLimits::cost);
  }

  /** A field costs itself and its children, these as often as there may be items. */
  private static int cost(FieldComplexityEnvironment field, int children) {
    long items = 1;
    for (Map.Entry<String, Object> argument : field.getArguments().entrySet()) {
      items = Math.max(items, items(argument));
    }
    return Math.clamp(own(field) + items * children, 0, Integer.MAX_VALUE);
  }

  /**
   * How many items an argument asks for: a limit, or a list that each item of the answer is for.
   */
  private static long items(Map.Entry<String, Object> argument) {
    return switch (argument.getValue()) {
      case Integer limit when argument.getKey().equals("limit") -> limit;
      case List<?> asked -> asked.size();
      case null, default -> 1;
    };
  }

  private static int own(FieldComplexityEnvironment field) {
    boolean atRoot = field.getParentEnvironment() == null;
    String type = GraphQLTypeUtil.unwrapAll(field.getFieldDefinition().getType()).getName();
    return atRoot || type.equals("Bytes") ? COST_OF_CALL : 1;
  }
}
