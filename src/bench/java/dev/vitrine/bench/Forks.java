package dev.vitrine.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs one benchmark in one fork, and says what an operation cost of its threads' processors. */
final class Forks {

  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--add-modules=jdk.incubator.vector",
          // Nothing is measured that waits to be compiled on a busy machine.
          "-XX:-BackgroundCompilation",
          "-Xms1g",
          "-Xmx1g");

  private final Mode mode;

  Forks(Mode mode) {
    this.mode = mode;
  }

  /** Nanoseconds of processor time. */
  double nanos(Class<?> of, String benchmark, int threads, Map<String, String> with)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(of.getName().replace(".", "\\.") + "\\." + benchmark + "$")
            .forks(1)
            .threads(threads)
            .warmupIterations(mode.warmups())
            .warmupTime(TimeValue.milliseconds(mode.warmupMillis()))
            .measurementIterations(mode.iterations())
            .measurementTime(TimeValue.milliseconds(mode.iterationMillis()))
            .addProfiler(CpuTime.class)
            .jvmArgs(JVM.toArray(String[]::new))
            .shouldFailOnError(true);
    with.forEach(options::param);
    Collection<RunResult> results = new Runner(options.build()).run();
    return results.iterator().next().getSecondaryResults().get(CpuTime.LABEL).getScore();
  }
}
