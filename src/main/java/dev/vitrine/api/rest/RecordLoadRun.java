package dev.vitrine.api.rest;

import dev.vitrine.api.load.LoadProgress;
import reactor.core.publisher.Flux;

/** A bulk load that begins when its steps are asked for. */
record RecordLoadRun(Flux<LoadProgress> steps) {}
