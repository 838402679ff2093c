package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.EngineOverview;
import dev.vitrine.engine.CheckpointReport;
import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import java.util.List;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** The engine in one look. */
@Controller
final class StatusFields {

  private final EngineOverview engine;
  private final EngineCalls calls;

  StatusFields(EngineOverview engine, EngineCalls calls) {
    this.engine = engine;
    this.calls = calls;
  }

  @QueryMapping
  Mono<EngineStatus> status() {
    return calls.call(engine::status);
  }

  @QueryMapping
  Mono<List<DiskInfo>> disks() {
    return calls.call(engine::disks);
  }

  @MutationMapping
  Mono<CheckpointReport> takeCheckpoint() {
    return calls.call(engine::checkpoint);
  }
}
