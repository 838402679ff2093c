package dev.vitrine.engine;

import java.util.List;

/**
 * One operation on an engine, and everything it may lead to when it does not come to its end.
 *
 * @param outcome tells the content after the whole operation from any other
 */
record Step(String what, Outcome outcome, Action action) {

  /** What an operation that was acknowledged came to. */
  record Done(StoreContent content, List<String> events) {}

  interface Outcome {
    boolean explains(StoreContent before, StoreContent after);
  }

  interface Action {
    Done on(StorageEngine engine);
  }

  /** The content after it is known beforehand. */
  static Step exact(String what, StoreContent after, List<String> events, Call call) {
    return new Step(
        what,
        (_, found) -> found.equals(after),
        engine -> {
          call.on(engine);
          return new Done(after, events);
        });
  }

  interface Call {
    void on(StorageEngine engine);
  }

  @Override
  public String toString() {
    return what;
  }
}
