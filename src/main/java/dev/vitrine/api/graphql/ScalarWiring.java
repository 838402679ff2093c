package dev.vitrine.api.graphql;

import graphql.schema.Coercing;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.stereotype.Component;

/** Ties the schema's scalars to their coercing; their descriptions are in the schema. */
@Component
final class ScalarWiring implements RuntimeWiringConfigurer {

  @Override
  public void configure(RuntimeWiring.Builder wiring) {
    wiring
        .scalar(scalar("BigInt", new BigIntCoercing()))
        .scalar(scalar("DateTime", new DateTimeCoercing()))
        .scalar(scalar("Bytes", new BytesCoercing()));
  }

  private static GraphQLScalarType scalar(String name, Coercing<?, ?> coercing) {
    return GraphQLScalarType.newScalar().name(name).coercing(coercing).build();
  }
}
