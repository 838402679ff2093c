package dev.vitrine.crash;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts the service, lets clients work, kills it at a random moment, starts it again and checks
 * everything: as often as is asked for, the last kill included. {@code scripts/crash-loop} runs it.
 */
public final class CrashLoop {

  /** What came of it; nothing was lost, or there is no report. */
  public record Report(int kills, long acknowledged, int eventsChecked, List<Long> recoveryMicros) {

    @Override
    public String toString() {
      List<Long> sorted = recoveryMicros.stream().sorted().toList();
      return "%d kills, %d acknowledged writes, 0 lost, %d allocations told and there; recovery: median %.1f ms, max %.1f ms"
          .formatted(
              kills,
              acknowledged,
              eventsChecked,
              sorted.get(sorted.size() / 2) / 1e3,
              sorted.getLast() / 1e3);
    }
  }

  private static final int CLIENTS_OF_EACH_KIND = 3;

  /** The kill comes after so many acknowledged writes, and a few milliseconds more. */
  private static final int WRITES_MIN = 50;

  private static final int WRITES_MAX = 600;
  private static final int MORE_MILLIS_MAX = 20;
  private static final long WORK_NANOS_MAX = TimeUnit.SECONDS.toNanos(20);

  /** One start in so many is killed while it recovers. */
  private static final int KILLED_EARLY_ONE_IN = 5;

  private static final int EARLY_MILLIS_MAX = 2_000;

  private final Random random;
  private final ServiceProcess service;
  private final List<Actor> actors = new ArrayList<>();
  private final PageWatch watch = new PageWatch();
  private final List<Long> recoveryMicros = new ArrayList<>();

  private CrashLoop(long seed, Path directory) throws IOException {
    this.random = new Random(seed);
    this.service = new ServiceProcess(ServiceProcess.packagedJar(), directory);
    for (int i = 0; i < CLIENTS_OF_EACH_KIND; i++) {
      actors.add(new PageSetActor());
      actors.add(new SlotActor(random.nextLong()));
      actors.add(new RecordActor("crash-" + i, random.nextLong()));
    }
  }

  /** Arguments: how many kills (25), and a seed. */
  @SuppressWarnings("SystemOut") // a program for the command line
  public static void main(String[] arguments) throws Exception {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 25;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    System.out.println(run(kills, seed));
  }

  /** Runs it; an {@code AssertionError} where something was lost, with the directory kept. */
  @SuppressWarnings("SystemOut") // the seed of a run that fails has to be seen
  public static Report run(int kills, long seed) throws Exception {
    System.out.printf("crash loop: %d kills, seed %d%n", kills, seed);
    Path directory = Files.createTempDirectory("vitrine-crash-");
    CrashLoop loop = new CrashLoop(seed, directory);
    try (ServiceProcess _ = loop.service) {
      Report report = loop.run(kills);
      delete(directory);
      return report;
    } catch (Throwable e) {
      throw new AssertionError(
          "seed %d, files and log kept in %s: %s".formatted(seed, directory, e.getMessage()), e);
    }
  }

  private Report run(int kills) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      service.start();
      if (kill > 0 && random.nextInt(KILLED_EARLY_ONE_IN) == 0) {
        Thread.sleep(random.nextInt(EARLY_MILLIS_MAX));
        service.kill();
        verify();
        continue;
      }
      try (Http http = new Http(service.port());
          HttpClient sockets = HttpClient.newHttpClient()) {
        service.awaitReady(http);
        check(http);
        boolean withRecords = random.nextBoolean();
        if (!withRecords) {
          watch.open(sockets, service.port());
        }
        workAndKill(http, withRecords ? actors : pageActors());
        sockets.shutdownNow();
      }
      verify();
    }
    service.start();
    try (Http http = new Http(service.port())) {
      service.awaitReady(http);
      check(http);
    }
    service.kill();
    return new Report(
        kills, acknowledged(), watch.told(), Collections.unmodifiableList(recoveryMicros));
  }

  /** What the kill left is as a recovery would see it, and that is sound. */
  private void verify() throws IOException, InterruptedException {
    int code = service.verify();
    if (code != 0) {
      throw new AssertionError("--verify ended with %d: see %s".formatted(code, service.log()));
    }
  }

  private void check(Http http) throws IOException, InterruptedException {
    recoveryMicros.add(http.send("GET", "/status").require(200).number("duration_us"));
    for (Actor actor : actors) {
      actor.check(http);
    }
    watch.check(http);
  }

  /** Lets every client work on a thread of its own until the service is gone. */
  private void workAndKill(Http http, List<Actor> working) throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> threads =
        working.stream()
            .map(actor -> Thread.ofPlatform().start(() -> work(actor, http, killed, failure)))
            .toList();
    awaitWrites(acknowledged() + random.nextInt(WRITES_MIN, WRITES_MAX), failure);
    Thread.sleep(random.nextInt(MORE_MILLIS_MAX));
    killed.set(true);
    service.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    Throwable e = failure.get();
    if (e != null) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Those that free no page. */
  private List<Actor> pageActors() {
    return actors.stream().filter(actor -> !(actor instanceof RecordActor)).toList();
  }

  private void awaitWrites(long count, AtomicReference<@Nullable Throwable> failure)
      throws InterruptedException {
    long deadline = System.nanoTime() + WORK_NANOS_MAX;
    while (acknowledged() < count && failure.get() == null && System.nanoTime() < deadline) {
      Thread.sleep(1);
    }
  }

  private long acknowledged() {
    return actors.stream().mapToLong(Actor::acknowledged).sum();
  }

  private static void work(
      Actor actor, Http http, AtomicBoolean killed, AtomicReference<@Nullable Throwable> failure) {
    try {
      while (true) {
        actor.step(http);
      }
    } catch (IOException e) {
      if (!killed.get()) {
        failure.compareAndSet(null, e);
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
