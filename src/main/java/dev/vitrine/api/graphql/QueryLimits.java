package dev.vitrine.api.graphql;

import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.schema.GraphQLTypeUtil;
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
    long items =
        field.getArguments().get("limit") instanceof Integer limit && limit > 1 ? limit : 1;
    return Math.clamp(own(field) + items * children, 0, Integer.MAX_VALUE);
  }

  private static int own(FieldComplexityEnvironment field) {
    boolean atRoot = field.getParentEnvironment() == null;
    String type = GraphQLTypeUtil.unwrapAll(field.getFieldDefinition().getType()).getName();
    return atRoot || type.equals("Bytes") ? COST_OF_CALL : 1;
  }
}
