package dev.vitrine.api.graphql;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A publisher that somebody pushes frames through, one at a time, to its one subscriber. */
final class FrameFeed implements Publisher<Object> {

  private @Nullable Subscriber<? super Object> subscriber;

  @Override
  public void subscribe(Subscriber<? super Object> to) {
    subscriber = to;
    to.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            // Whoever pushes has made sure that the result is wanted.
          }

          @Override
          public void cancel() {
            subscriber = null;
          }
        });
  }

  /** Hands a frame to the subscriber, if there is one. */
  void push(Object frame) {
    Subscriber<? super Object> to = subscriber;
    if (to != null) {
      to.onNext(frame);
    }
  }
}
