package dev.vitrine.api.graphql;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * Answers a cancellation by completing. When a client ends a subscription, Spring's WebSocket
 * handler cancels it from the side and leaves the operator that merges all of a socket's answers
 * waiting for its end: after 256 of them the socket would no longer be read.
 */
final class CompleteOnCancel {

  private CompleteOnCancel() {}

  static <T> Flux<T> apply(Flux<T> events) {
    return Flux.defer(() -> {
      Sinks.Empty<Void> cancelled = Sinks.empty();
      return events
          .takeUntilOther(cancelled.asMono())
          .transform(Operators.<T, T>lift((source, actual) -> new Ending<>(actual, cancelled)));
    });
  }

  private record Ending<T>(CoreSubscriber<? super T> actual, Sinks.Empty<Void> cancelled)
      implements CoreSubscriber<T> {

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      actual.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              subscription.request(n);
            }

            @Override
            public void cancel() {
              cancelled.tryEmitEmpty();
            }
          });
    }

    @Override
    public void onNext(T event) {
      actual.onNext(event);
    }

    @Override
    public void onError(Throwable error) {
      actual.onError(error);
    }

    @Override
    public void onComplete() {
      actual.onComplete();
    }
  }
}
