package dev.vitrine.api.workload;

import dev.vitrine.api.Problem;
import dev.vitrine.workload.Distribution;
import dev.vitrine.workload.Mix;
import dev.vitrine.workload.OnError;
import dev.vitrine.workload.Workloads;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * Starts the workload of {@code vitrine.workload.*}, where one is configured. Its fields are those
 * of the REST interface; {@code vitrine.workload=a} is short for {@code vitrine.workload.mix=a}. A
 * wrong value ends the start.
 */
final class WorkloadAtStart implements ApplicationRunner {

  private static final String PREFIX = "vitrine.workload";
  private static final Logger LOG = LoggerFactory.getLogger(WorkloadAtStart.class);

  private final Binder binder;
  private final Environment environment;
  private final Workloads workloads;

  WorkloadAtStart(Environment environment, Workloads workloads) {
    this.binder = Binder.get(environment);
    this.environment = environment;
    this.workloads = workloads;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    Mix mix = Optional.ofNullable(read("", Mix.class)).orElseGet(() -> read(".mix", Mix.class));
    if (mix == null) {
      return;
    }
    WorkloadRequest request =
        new WorkloadRequest(
            read(".target", String.class),
            mix,
            read(".distribution", Distribution.class),
            read(".keys", Long.class),
            read(".record-bytes", Integer.class),
            read(".threads", Integer.class),
            read(".target-ops-per-sec", Long.class),
            read(".duration-seconds", Double.class),
            read(".on-error", OnError.class),
            read(".seed", Long.class),
            read(".keep", Boolean.class));
    String name = start(request);
    LOG.info("workload {} started, as {} says", name, PREFIX);
  }

  private <T> @Nullable T read(String name, Class<T> type) {
    return binder.bind(PREFIX + name, type).orElse(null);
  }

  private String start(WorkloadRequest request) {
    try {
      return workloads.start(request.spec()).name();
    } catch (RuntimeException e) {
      throw Problem.of(e).map(this::invalid).orElse(e);
    }
  }

  private RuntimeException invalid(Problem problem) {
    String field = problem.field() == null ? "mix" : problem.field();
    String property = PREFIX + "." + field.replace('_', '-');
    return new InvalidConfigurationPropertyValueException(
        property, environment.getProperty(property), problem.detail());
  }
}
