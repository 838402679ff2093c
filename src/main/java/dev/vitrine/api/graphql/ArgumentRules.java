package dev.vitrine.api.graphql;

import dev.vitrine.api.Limits;
import dev.vitrine.api.ProblemException;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What holds for an argument of one name wherever it is: ids, slots and versions are 0 or more. A
 * subscription's are judged with the WebSocket's parameters.
 */
@Component
final class ArgumentRules extends SimplePerformantInstrumentation {

  private static final Set<String> NOT_NEGATIVE =
      Set.of("pageId", "pageIds", "with", "slot", "ifMatch");

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      InstrumentationState state) {
    DataFetchingEnvironment field = parameters.getEnvironment();
    boolean judged =
        !parameters.isTrivialDataFetcher()
            && field.getOperationDefinition().getOperation() != Operation.SUBSCRIPTION
            && !field.getArguments().isEmpty();
    return judged ? judging(fetcher) : fetcher;
  }

  private static DataFetcher<?> judging(DataFetcher<?> fetcher) {
    return environment -> {
      environment.getArguments().forEach(ArgumentRules::judge);
      return fetcher.get(environment);
    };
  }

  private static void judge(String name, @Nullable Object value) {
    switch (value) {
      case Number number when NOT_NEGATIVE.contains(name) && number.longValue() < 0 ->
          throw ProblemException.invalid(name, Limits.NOT_NEGATIVE);
      case List<?> items -> items.forEach(item -> judge(name, item));
      case Map<?, ?> object ->
          object.forEach((field, member) -> judge(String.valueOf(field), member));
      case null, default -> {}
    }
  }
}
