package dev.vitrine.api.graphql;

import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BaseSubscriber;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * One execution that identical subscriptions apply to their frames. A frame is executed and encoded
 * when the first of them comes to it; the newest results are kept for the others. Any thread.
 */
final class SharedExecution {

  /** Results that are kept. */
  static final int RESULTS_MAX = 256;

  private final FrameFeed feed;
  private final JsonMapper json;
  private final Capture capture = new Capture();
  private final Map<Object, ExecutionResult> results =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, ExecutionResult> eldest) {
          return size() > RESULTS_MAX;
        }
      };

  /** How many share it; of {@link SharedExecutions} alone. */
  int subscriptions;

  /** {@code execution} yields a result for every frame that is pushed through {@code feed}. */
  SharedExecution(Publisher<ExecutionResult> execution, FrameFeed feed, JsonMapper json) {
    this.feed = feed;
    this.json = json;
    execution.subscribe(capture);
  }

  /** What the frame comes to. */
  synchronized ExecutionResult resultOf(Object frame) {
    ExecutionResult known = results.get(frame);
    if (known != null) {
      return known;
    }
    capture.result = null;
    feed.push(frame);
    ExecutionResult executed = capture.result;
    if (executed == null) {
      throw new IllegalStateException(
          "a frame's fields are not there at once: " + frame, capture.failure);
    }
    ExecutionResult result = encoded(executed);
    results.put(frame, result);
    return result;
  }

  /** The same result, with its data as JSON text. */
  private ExecutionResult encoded(ExecutionResult result) {
    Object data = result.getData();
    return ExecutionResultImpl.newExecutionResult()
        .from(result)
        .data(data == null ? null : new RawValue(json.writeValueAsString(data)))
        .build();
  }

  void close() {
    capture.cancel();
  }

  private static final class Capture extends BaseSubscriber<ExecutionResult> {

    private @Nullable ExecutionResult result;
    private @Nullable Throwable failure;

    @Override
    protected void hookOnNext(ExecutionResult next) {
      result = next;
    }

    @Override
    protected void hookOnError(Throwable error) {
      failure = error;
    }
  }
}
