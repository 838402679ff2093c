package dev.vitrine.api.workload;

import dev.vitrine.api.EndsFirst;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.workload.PageStoreTarget;
import dev.vitrine.workload.RecordFileTarget;
import dev.vitrine.workload.Workloads;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The workloads of the service: closed before the engine, which they work on. */
@Configuration(proxyBeanMethods = false)
class WorkloadConfiguration {

  @Bean
  Workloads workloads(StorageEngine engine) {
    return new Workloads(
        List.of(PageStoreTarget.factory(engine), RecordFileTarget.factory(engine)),
        engine::requireWritable);
  }

  @Bean
  WorkloadAtStart workloadAtStart(Environment environment, Workloads workloads) {
    return new WorkloadAtStart(environment, workloads);
  }

  /** They clean up while clients leave. */
  @Bean
  EndsFirst workloadsEndFirst(Workloads workloads) {
    return new EndsFirst(workloads::beginClose);
  }
}
