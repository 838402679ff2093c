package dev.vitrine.api.rest;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.event.EventFamily;
import dev.vitrine.live.LiveStreams;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reads state together with a place in the stream that tells how it goes on. The cursor is taken
 * first: a change between the two is seen twice, never missed.
 */
@Component
final class StateReads {

  private final EngineCalls calls;
  private final LiveStreams streams;

  StateReads(EngineCalls calls, LiveStreams streams) {
    this.calls = calls;
    this.streams = streams;
  }

  /** Runs {@code read} on an engine thread with the family's cursor. */
  <T> Mono<T> read(EventFamily family, Function<String, T> read) {
    return calls.call(() -> read.apply(cursor(family)));
  }

  String cursor(EventFamily family) {
    return streams.cursor(family).toString();
  }
}
