package planted.live.stream;

import reactor.core.publisher.Flux;

/** Planted: a stream core that imports Reactor. */
public record StreamThatKnowsReactor(Flux<String> items) {}
