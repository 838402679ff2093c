package dev.vitrine.api.graphql;

import dev.vitrine.event.EventFamily;
import dev.vitrine.live.LiveStreams;
import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.schema.idl.RuntimeWiring;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.stereotype.Component;

/**
 * Answers the {@code cursor} of every type that is a state. The cursors are taken once, before the
 * request's first read: whatever happens after them can be followed by a subscription, so that a
 * client that reads and then subscribes misses nothing.
 */
@Component
final class StreamCursors extends SimplePerformantInstrumentation
    implements RuntimeWiringConfigurer {

  private static final Map<String, EventFamily> FAMILY_BY_TYPE =
      Map.of(
          "Page", EventFamily.PAGE,
          "PageList", EventFamily.PAGE,
          "FreeSpace", EventFamily.PAGE,
          "Record", EventFamily.PAGE,
          "PageImage", EventFamily.PAGE,
          "PageCount", EventFamily.PAGE,
          "IoStatistics", EventFamily.DISK_IO,
          "BufferPool", EventFamily.BUFFER_POOL,
          "FrameList", EventFamily.BUFFER_POOL,
          "LeasedPage", EventFamily.BUFFER_POOL);

  private final LiveStreams streams;

  StreamCursors(LiveStreams streams) {
    this.streams = streams;
  }

  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecution(
      InstrumentationExecutionParameters parameters, InstrumentationState state) {
    Map<EventFamily, String> cursors = new EnumMap<>(EventFamily.class);
    for (EventFamily family : FAMILY_BY_TYPE.values()) {
      cursors.computeIfAbsent(family, f -> streams.cursor(f).toString());
    }
    parameters.getGraphQLContext().put(StreamCursors.class, cursors);
    return null;
  }

  @Override
  public void configure(RuntimeWiring.Builder wiring) {
    FAMILY_BY_TYPE.forEach((type, family) ->
        wiring.type(
            type, t -> t.dataFetcher("cursor", env -> taken(env.getGraphQlContext(), family))));
  }

  private static String taken(GraphQLContext context, EventFamily family) {
    Map<EventFamily, String> cursors = context.get(StreamCursors.class);
    return Objects.requireNonNull(cursors.get(family));
  }
}
