package dev.vitrine.api.graphql;

import graphql.ExecutionResult;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetcher;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets identical subscriptions share one execution: each has its own place in its stream, and its
 * own lag; what a frame comes to under their one selection is worked out, and encoded, once.
 *
 * <p>So the fields of a frame must be pure functions of it. They don't depend on who asks either:
 * all who may subscribe see the same.
 *
 * <p>A subscription is executed as any other, up to the stream that its root field fetches. That
 * stream is taken aside, and the execution is given a {@link FrameFeed} in its place, so that it
 * can be applied to one frame at a time. The first of identical subscriptions lends its execution
 * to all.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class SharedExecutions extends SimplePerformantInstrumentation
    implements WebGraphQlInterceptor {

  /** What makes subscriptions identical. */
  private record Key(
      String document,
      @Nullable String operation,
      Map<String, @Nullable Object> variables,
      @Nullable Locale locale) {}

  /** The stream of one subscription, and what its execution was given instead. */
  private static final class Source {
    final FrameFeed feed = new FrameFeed();
    volatile @Nullable Publisher<?> frames;
  }

  private final JsonMapper json;
  private final Map<Key, SharedExecution> executions = new HashMap<>();

  SharedExecutions(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    Source source = new Source();
    request.configureExecutionInput(
        (input, builder) -> builder.graphQLContext(Map.of(Source.class, source)).build());
    var key =
        new Key(
            request.getDocument(),
            request.getOperationName(),
            request.getVariables(),
            request.getLocale());
    return holdingOn(chain.next(request)).map(response -> shared(response, key, source));
  }

  /**
   * Lets nobody cancel what has answered. Spring cancels an execution when its client leaves, and
   * with it the frames of all who share it.
   */
  private static <T> Mono<T> holdingOn(Mono<T> answer) {
    return Mono.create(sink ->
        sink.onCancel(
            answer.subscribe(
                sink::success, sink::error, sink::success, Context.of(sink.contextView()))));
  }

  @SuppressWarnings("unchecked") // the data of a subscription is a publisher of results
  private WebGraphQlResponse shared(WebGraphQlResponse response, Key key, Source source) {
    Publisher<?> frames = source.frames;
    if (frames == null || !(response.getData() instanceof Publisher<?> data)) {
      return response;
    }
    Publisher<ExecutionResult> own = (Publisher<ExecutionResult>) data;
    Flux<ExecutionResult> results =
        Flux.defer(() -> {
          SharedExecution execution = join(key, own, source.feed);
          return Flux.from(frames).map(execution::resultOf).doFinally(_ -> leave(key));
        });
    return response.transform(builder -> builder.data(results));
  }

  private SharedExecution join(Key key, Publisher<ExecutionResult> own, FrameFeed feed) {
    synchronized (executions) {
      SharedExecution execution =
          executions.computeIfAbsent(key, _ -> new SharedExecution(own, feed, json));
      execution.subscriptions++;
      return execution;
    }
  }

  private void leave(Key key) {
    synchronized (executions) {
      SharedExecution execution = executions.get(key);
      if (execution != null && --execution.subscriptions == 0) {
        executions.remove(key);
        execution.close();
      }
    }
  }

  /** How many executions go on. */
  int size() {
    synchronized (executions) {
      return executions.size();
    }
  }

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      InstrumentationState state) {
    var environment = parameters.getEnvironment();
    Source source = environment.getGraphQlContext().get(Source.class);
    boolean root = parameters.getExecutionStepInfo().getPath().getLevel() == 1;
    boolean subscription =
        environment.getOperationDefinition().getOperation()
            == OperationDefinition.Operation.SUBSCRIPTION;
    if (source == null || !root || !subscription) {
      return fetcher;
    }
    return (DataFetcher<Object>)
        env -> {
          Object fetched = fetcher.get(env);
          if (!(fetched instanceof Publisher<?> frames)) {
            return fetched;
          }
          source.frames = frames;
          return source.feed;
        };
  }
}
