package dev.vitrine.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the API acknowledged, as the clients that did the work saw it. Thread-safe. */
final class Ledger {

  /**
   * A page that came into being.
   *
   * @param askedNanos before the request was sent
   * @param knownNanos after the answer was read
   */
  record Created(long pageId, long askedNanos, long knownNanos) {

    /** Whether it was asked for when the other one was known already. */
    boolean isAfter(Created other) {
      return askedNanos - other.knownNanos > 0;
    }
  }

  private final List<Created> created = new ArrayList<>();
  private final Map<Long, Boolean> exists = new HashMap<>();

  synchronized void created(long pageId, long askedNanos) {
    created.add(new Created(pageId, askedNanos, System.nanoTime()));
    exists.put(pageId, true);
  }

  /** It was asked that the page goes: until that is answered nobody knows whether it exists. */
  synchronized void leaving(long pageId) {
    exists.remove(pageId);
  }

  /** Its id may have come back to another client before this one read the answer. */
  synchronized void freed(long pageId) {
    exists.putIfAbsent(pageId, false);
  }

  synchronized void stays(long pageId) {
    exists.put(pageId, true);
  }

  /** What a service that started again has, whoever did not get an answer from the last one. */
  synchronized void found(long pageId, boolean there) {
    exists.put(pageId, there);
  }

  /** Whoever comes may have taken those ids by now, with no word to this ledger. */
  synchronized void forgetFreed() {
    exists.values().removeIf(there -> !there);
  }

  synchronized List<Created> created() {
    return List.copyOf(created);
  }

  /** Whether a page exists, as far as it was acknowledged and nothing is under way. */
  synchronized Map<Long, Boolean> exists() {
    return Map.copyOf(exists);
  }

  /** Forgets what was judged; what exists is kept. */
  synchronized void judged() {
    created.clear();
  }
}
