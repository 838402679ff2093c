package dev.vitrine.api.graphql;

import dev.vitrine.api.OperationTimes;
import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.GraphQLType;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Times the fields of queries and mutations: each is an operation, under the name it has in REST.
 */
@Component("graphQlOperationTimer")
final class OperationTimer extends SimplePerformantInstrumentation {

  /** Fields that are not named after their operation. */
  private static final Map<String, String> OPERATION_BY_FIELD =
      Map.ofEntries(
          Map.entry("page", "getPage"),
          Map.entry("pages", "listPages"),
          Map.entry("frames", "listFrames"),
          Map.entry("lease", "getLease"),
          Map.entry("status", "getStatus"),
          Map.entry("disks", "listDisks"),
          Map.entry("recordFile", "getRecordFile"),
          Map.entry("recordFiles", "listRecordFiles"),
          Map.entry("record", "getRecordByKey"),
          Map.entry("recordScan", "scanRecords"),
          Map.entry("workload", "getWorkload"),
          Map.entry("workloads", "listWorkloads"));

  private final OperationTimes times;

  OperationTimer(MeterRegistry meters) {
    this.times = new OperationTimes(meters, "graphql");
  }

  @Override
  public @Nullable InstrumentationContext<Object> beginFieldFetch(
      InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
    if (!isOperation(parameters)) {
      return null;
    }
    String field = parameters.getEnvironment().getField().getName();
    String operation = OPERATION_BY_FIELD.getOrDefault(field, field);
    long begun = System.nanoTime();
    return SimpleInstrumentationContext.whenCompleted(
        (result, error) -> times.record(operation, outcome(error), System.nanoTime() - begun));
  }

  private static boolean isOperation(InstrumentationFieldFetchParameters parameters) {
    GraphQLType parent = parameters.getEnvironment().getParentType();
    var schema = parameters.getEnvironment().getGraphQLSchema();
    String field = parameters.getEnvironment().getField().getName();
    return !field.startsWith("__")
        && (parent == schema.getQueryType() || parent == schema.getMutationType());
  }

  private static String outcome(@Nullable Throwable error) {
    if (error == null) {
      return OperationTimes.OK;
    }
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return Problem.of(cause).map(Problem::code).orElse(ProblemCode.INTERNAL_ERROR).code();
  }
}
