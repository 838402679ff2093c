package dev.vitrine.api.graphql;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The ids of the operations that go on over one WebSocket, and how many are subscriptions. */
final class OpenOperations {

  private static final String ATTRIBUTE = OpenOperations.class.getName();

  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> cancelled = new ConcurrentHashMap<>();
  private final AtomicInteger subscriptions = new AtomicInteger();

  /** Those of the session with these attributes. */
  static OpenOperations of(Map<String, Object> attributes) {
    return (OpenOperations) attributes.computeIfAbsent(ATTRIBUTE, _ -> new OpenOperations());
  }

  /** An operation begins; false if one of that id goes on. */
  boolean begin(String id) {
    return ids.add(id);
  }

  /** The operation is over; the id may be used again. */
  void end(String id) {
    ids.remove(id);
  }

  /** The client ends the operation: it expects no word of its end, and may use the id again. */
  void cancel(String id) {
    if (ids.remove(id)) {
      cancelled.merge(id, 1, Integer::sum);
    }
  }

  /** Whether a word of an operation's end may be due that nobody expects. */
  boolean anyCancelled() {
    return !cancelled.isEmpty();
  }

  /** Whether this word of an operation's end is one that nobody expects; tells it once. */
  boolean takeCancelled(String id) {
    boolean[] taken = {false};
    cancelled.computeIfPresent(
        id,
        (_, count) -> {
          taken[0] = true;
          return count == 1 ? null : count - 1;
        });
    return taken[0];
  }

  /** A subscription begins (1) or is over (-1); how many go on then. */
  int subscriptions(int change) {
    return subscriptions.addAndGet(change);
  }
}
