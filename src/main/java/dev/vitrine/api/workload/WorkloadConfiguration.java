package dev.vitrine.api.workload;

import dev.vitrine.engine.StorageEngine;
import dev.vitrine.workload.PageStoreTarget;
import dev.vitrine.workload.RecordFileTarget;
import dev.vitrine.workload.Workloads;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The workloads of the service: closed before the engine, which they work on. */
@Configuration(proxyBeanMethods = false)
class WorkloadConfiguration {

  @Bean
  Workloads workloads(StorageEngine engine) {
    return new Workloads(
        List.of(PageStoreTarget.factory(engine), RecordFileTarget.factory(engine)));
  }

  @Bean
  WorkloadAtStart workloadAtStart(Environment environment, Workloads workloads) {
    return new WorkloadAtStart(environment, workloads);
  }

  @Bean
  WorkloadsEndEarly workloadsEndEarly(Workloads workloads) {
    return new WorkloadsEndEarly(workloads);
  }

  /** Asks the workloads to end as a shutdown begins, so that they clean up while clients leave. */
  static final class WorkloadsEndEarly implements SmartLifecycle {

    private final Workloads workloads;
    private volatile boolean running;

    WorkloadsEndEarly(Workloads workloads) {
      this.workloads = workloads;
    }

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
      workloads.beginClose();
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return Integer.MAX_VALUE;
    }
  }
}
