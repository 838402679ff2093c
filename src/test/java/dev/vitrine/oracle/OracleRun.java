package dev.vitrine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.telemetry.Scrape;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.LagPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** A service, clients that work and clients that watch, and the judge of what they were told. */
final class OracleRun implements AutoCloseable {

  private static final List<String> STREAMS = List.of("pages", "io", "buffer-pool");

  /** An epoch that never was: a client that comes from there hears everything that is retained. */
  static final Cursor FROM_THE_OLDEST = new Cursor("before", 0);

  private static final int WORKERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String WORKLOAD =
      """
      {"mix": "a", "keys": 300, "record_bytes": 200, "threads": 2,
       "target_ops_per_sec": 1500, "duration_seconds": 3600}\
      """;

  private static final Map<String, String> POOL_COUNTERS =
      Map.of(
          "PageHit", "vitrine_pool_hits_total",
          "PageMiss", "vitrine_pool_misses_total",
          "PageEvicted", "vitrine_pool_evictions_total",
          "PageFlushed", "vitrine_pool_flushes_total");

  final Judge judge;
  private final ServiceProcess service;
  private final Random random;
  private final Set<String> streamsCounted = new HashSet<>();
  private final Ledger ledger = new Ledger();
  private final Map<String, PageLife> pageLives = new HashMap<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private String epochBefore = "";

  /** Starts to watch the service calmly. */
  OracleRun(ServiceProcess service, Random random, Judge judge) {
    this.service = service;
    this.random = random;
    this.judge = judge;
    STREAMS.forEach(stream -> GraphQlDocument.learn(service.rest(), Interest.everythingOf(stream)));
    STREAMS.forEach(
        stream -> watch(new WebSocketTransport(), Interest.everythingOf(stream), false));
  }

  /** One who watches, from the oldest entry on. */
  private void watch(Transport transport, Interest interest, boolean restless) {
    watch(transport, interest, restless, FROM_THE_OLDEST);
  }

  /** One who watches from there on; from now on without it. */
  Watcher watch(Transport transport, Interest interest, boolean restless, @Nullable Cursor first) {
    Random own = new Random(random.nextLong());
    Watcher watcher = new Watcher(transport, interest, restless, first, own, service.port());
    watchers.add(watcher);
    return watcher;
  }

  /**
   * Restless clients: every transport with every lag policy, some filtered, some in batches. Each
   * has a twin: what identical subscriptions share must outlive whoever came first.
   */
  void watchRestlessly(List<Transport> transports) {
    int n = random.nextInt(6);
    for (Transport transport : transports) {
      for (LagPolicy onLag : LagPolicy.values()) {
        String stream = STREAMS.get(n % STREAMS.size());
        boolean filtered = n % 2 == 1;
        boolean batch = transport instanceof WebSocketTransport && n % 4 < 2;
        Interest interest = interest(stream, filtered, batch, onLag);
        watch(transport, interest, true);
        watch(transport, interest, true);
        n++;
      }
    }
  }

  private Interest interest(String stream, boolean filtered, boolean batch, LagPolicy onLag) {
    if (!filtered) {
      return new Interest(stream, Set.of(), null, batch, onLag);
    }
    boolean byPage = random.nextBoolean();
    Long page = byPage ? (long) (5 + random.nextInt(40)) : null;
    Set<String> events =
        switch (stream) {
          case "pages" -> Set.of("PageAllocated", "PageSplit");
          case "io" -> Set.of("ReadCompleted", "WriteCompleted");
          default -> Set.of("PageHit", "PageFlushed");
        };
    return new Interest(stream, byPage ? Set.of() : events, page, batch, onLag);
  }

  /** Works and watches for a while; then all is quiet, and everything must add up. */
  void round(Duration time) {
    watchers.forEach(watcher -> watcher.calm(false));
    String workload = startWorkload();
    try (Work _ = work()) {
      pass(time);
    }
    service.rest().delete(workload);
    settle();
  }

  /** The same, with nothing but operations on pages. */
  void roundOfPages(Duration time) {
    workOnPages(time);
    settle();
  }

  void workOnPages(Duration time) {
    try (Work _ = work()) {
      pass(time);
    }
  }

  /** Answers its path; its pages have been made. */
  private String startWorkload() {
    String name = service.rest().post("/api/v1/workloads", WORKLOAD).get("name").stringValue();
    String path = "/api/v1/workloads/" + name;
    await(
        () -> assertThat(service.rest().get(path).get("phase").stringValue()).isEqualTo("running"));
    return path;
  }

  /** Works and watches for a while; then the service is killed, and starts again. */
  void roundWithKill(Duration time) throws IOException {
    watchers.forEach(watcher -> watcher.calm(false));
    startWorkload();
    Work work = work();
    try (work) {
      pass(time);
      work.expectTheEnd();
      service.kill();
    }
    watchers.forEach(watcher -> {
      watcher.moved(0);
      watcher.calm(true);
    });
    await(() -> assertThat(watchers).noneMatch(Watcher::connected));
    Map<Long, Boolean> told = judge(true);
    STREAMS.forEach(stream -> judge.truth(stream).forget(epochBefore));
    epochBefore = epoch("pages");
    service.start();
    requireDurable(told, work);
    watchers.forEach(watcher -> watcher.moved(service.port()));
  }

  private Work work() {
    ledger.forgetFreed();
    return new Work(service.rest(), ledger, WORKERS, new Random(random.nextLong()));
  }

  /** Time in which the clients do what they do; nothing waits for its end to be true. */
  private static void pass(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until every client was told everything, and the streams account for what happened. */
  private void settle() {
    watchers.forEach(watcher -> watcher.calm(true));
    await(() -> requireSettled(service.rest().scrape()));
    judge(false);
  }

  static void await(ThrowingRunnable holds) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(holds);
  }

  private void requireSettled(Scrape counters) {
    requireNoFailure();
    for (Watcher watcher : watchers) {
      String stream = watcher.history().interest().stream();
      Cursor cursor = watcher.history().cursor();
      long newest = counters.count("vitrine_stream_entries_total", Map.of("stream", stream));
      if (cursor == null || cursor.sequence() != newest) {
        throw new AssertionError("%s is at %s, not %d".formatted(watcher, cursor, newest));
      }
    }
    judge.judge(histories());
    for (String stream : List.of("io", "buffer-pool")) {
      requireCounted(stream, tallies(stream), counters);
    }
  }

  /** The engine's own counters, where the watchers were there from the beginning. */
  private void requireCounted(String stream, Tallies tallies, Scrape counters) {
    if (!tallies.complete()) {
      return;
    }
    long seen = counters.count("vitrine_stream_hot_seen_total", Map.of("stream", stream));
    requireEqual(stream, tallies.accounted(), seen);
    if (stream.equals("buffer-pool")) {
      POOL_COUNTERS.forEach((variant, counter) ->
          requireEqual(variant, tallies.accounted(variant), counters.count(counter)));
    }
    streamsCounted.add(stream);
  }

  /** The streams whose tallies were held against the engine's counters. */
  Set<String> streamsCounted() {
    return Set.copyOf(streamsCounted);
  }

  private static void requireEqual(String what, long told, long counted) {
    if (told != counted) {
      throw new AssertionError(
          "%s: %d were told of, the engine counted %d".formatted(what, told, counted));
    }
  }

  private Tallies tallies(String stream) {
    return judge.tallies(stream, epoch(stream));
  }

  /** The epoch of the client that has heard everything. */
  private String epoch(String stream) {
    return watchers.get(STREAMS.indexOf(stream)).history().cursor().epoch();
  }

  private List<History> histories() {
    return watchers.stream().map(Watcher::history).toList();
  }

  private void requireNoFailure() {
    for (Watcher watcher : watchers) {
      if (watcher.failure() != null) {
        throw new Broken(watcher + " failed", watcher.failure());
      }
    }
  }

  /** Judges the round; answers which pages exist as it was told. */
  private Map<Long, Boolean> judge(boolean killed) {
    requireNoFailure();
    judge.judge(histories());
    String epoch = epoch("pages");
    PageLife life = pageLives.computeIfAbsent(epoch, _ -> new PageLife());
    life.judge(judge.truth("pages").entries(epoch), ledger.created(), killed);
    ledger.judged();
    return life.exists();
  }

  /** What was told before the kill is there after it, and so is what was acknowledged. */
  private void requireDurable(Map<Long, Boolean> told, Work work) throws IOException {
    Map<Long, Boolean> expected = new HashMap<>(told);
    expected.putAll(ledger.exists());
    expected.keySet().removeAll(work.uncertain());
    int cameBack = 0;
    for (Map.Entry<Long, Boolean> page : expected.entrySet()) {
      boolean exists = service.rest().operation("GET", "/pages/" + page.getKey()).done();
      Broken.unless(exists || !page.getValue(), "a page was told of and is gone", page);
      cameBack += exists && !page.getValue() ? 1 : 0;
      ledger.found(page.getKey(), exists);
    }
    Broken.unless(
        cameBack <= work.unansweredCreations(),
        "pages were told to be freed, and are there",
        cameBack);
  }

  @Override
  public void close() {
    watchers.forEach(watcher -> watcher.moved(0));
    watchers.forEach(Watcher::close);
  }
}
