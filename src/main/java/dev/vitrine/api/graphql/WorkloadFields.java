package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.ProblemException;
import dev.vitrine.api.workload.WorkloadRequest;
import dev.vitrine.api.workload.WorkloadView;
import dev.vitrine.workload.WorkloadProgress;
import dev.vitrine.workload.WorkloadWatch;
import dev.vitrine.workload.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Work for the engine: started, watched as it goes on, stopped. */
@Controller
final class WorkloadFields {

  private static final int INTERVAL_SECONDS_MAX = 60;

  /** How often something went wrong. */
  record ErrorCount(String kind, long count) {}

  private final Workloads workloads;
  private final EngineCalls calls;

  WorkloadFields(Workloads workloads, EngineCalls calls) {
    this.workloads = workloads;
    this.calls = calls;
  }

  @QueryMapping
  Mono<List<WorkloadView>> workloads() {
    return calls.call(() -> workloads.list().stream().map(WorkloadView::of).toList());
  }

  @QueryMapping
  Mono<WorkloadView> workload(@Argument String name) {
    return calls.call(() -> WorkloadView.of(known(name, workloads.get(name))));
  }

  @MutationMapping
  Mono<WorkloadView> startWorkload(@Argument WorkloadRequest input) {
    return calls.call(() -> WorkloadView.of(workloads.start(input.spec())));
  }

  @MutationMapping
  Mono<WorkloadView> stopWorkload(@Argument String name) {
    return calls.call(() -> WorkloadView.of(known(name, workloads.stop(name))));
  }

  @SchemaMapping(typeName = "Workload")
  List<ErrorCount> errors(WorkloadView workload) {
    return workload.errors().entrySet().stream()
        .map(error -> new ErrorCount(error.getKey(), error.getValue()))
        .toList();
  }

  /** A refusal is a signal, not a throw: every transport then tells the client its code. */
  @SubscriptionMapping
  Flux<WorkloadView> workloadProgress(
      @Argument String name, @Argument @Nullable Integer intervalSeconds) {
    return Flux.defer(() -> {
      int seconds = intervalSeconds == null ? 1 : intervalSeconds;
      Ranges.whole("intervalSeconds", seconds, 1, INTERVAL_SECONDS_MAX);
      return follow(known(name, workloads.watch(name)), Duration.ofSeconds(seconds))
          .map(WorkloadView::of);
    });
  }

  /** A step is read when it is delivered, so a slow subscriber never gets an old one. */
  private static Flux<WorkloadProgress> follow(WorkloadWatch watch, Duration interval) {
    Mono<WorkloadProgress> end = Mono.fromFuture(() -> watch.end().toCompletableFuture(), true);
    return Flux.interval(Duration.ZERO, interval)
        .onBackpressureDrop()
        .map(_ -> watch.progress())
        .filter(progress -> !progress.phase().ended())
        .takeUntilOther(end)
        .concatWith(end);
  }

  private static <T> T known(String name, Optional<T> found) {
    return found.orElseThrow(() -> ProblemException.noWorkload(name));
  }
}
