package dev.vitrine.engine;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FaultRule;
import dev.vitrine.engine.file.FaultRule.Effect;
import dev.vitrine.engine.file.FaultyFileStore;
import dev.vitrine.engine.file.FileOperation.Kind;
import dev.vitrine.engine.file.MemoryDisk;
import dev.vitrine.engine.verify.ClosedDirectory;
import dev.vitrine.engine.verify.VerificationReport;
import dev.vitrine.engine.verify.VerificationWatch;
import dev.vitrine.engine.wal.LogConfig;
import dev.vitrine.event.PageEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One history of an engine, drawn from a seed: operations, faults, ends of every kind, recoveries
 * that are cut short themselves. After each opening the content is compared with what was
 * acknowledged; the operation that was under way is there as a whole, or not at all.
 */
final class CrashModel {

  /** Nothing was changed, and nothing is in the log. */
  private static final Set<ErrorCode> REFUSALS =
      EnumSet.of(
          ErrorCode.INVALID_REQUEST,
          ErrorCode.RECORD_NOT_FOUND,
          ErrorCode.PAGE_FULL,
          ErrorCode.PAGE_PINNED,
          ErrorCode.PAGE_DIRTY,
          ErrorCode.TOO_MANY_LEASES,
          ErrorCode.QUEUE_FULL);

  private static final int RECOVERIES_CUT_SHORT_MAX = 4;

  private final Random random;
  private final RandomSteps steps;
  private final MemoryDisk disk;
  private final ToldPageEvents events = new ToldPageEvents();
  private final List<String> history = new ArrayList<>();

  /** What was acknowledged. */
  private StoreContent content = StoreContent.EMPTY;

  /** What was not acknowledged, and may be there all the same. */
  private @Nullable Step underWay;

  /** What was told of the step under way. */
  private List<PageEvent> told = List.of();

  private int acknowledged;
  private int crashes;

  /** Recoveries, one after the other, that did not come to their end. */
  private int cutShort;

  /** Whether syncs of the log do nothing: then the model must notice that something is lost. */
  private final boolean lyingDevice;

  CrashModel(long seed, boolean lyingDevice) {
    this.lyingDevice = lyingDevice;
    random = new Random(seed);
    steps = new RandomSteps(random, "r");
    disk = new MemoryDisk(random.nextBoolean());
  }

  int acknowledged() {
    return acknowledged;
  }

  int crashes() {
    return crashes;
  }

  String history() {
    return String.join("\n", history.subList(Math.max(0, history.size() - 120), history.size()));
  }

  void run(int lives) {
    for (int life = 0; life < lives; life++) {
      live();
      verify();
    }
  }

  /** Whatever ended the life, it left nothing but what the next one sets right. */
  private void verify() {
    try (ClosedDirectory closed = ClosedDirectory.open(disk.open())) {
      VerificationReport report = closed.verify(VerificationWatch.NONE);
      require(report.sound(), "not sound: " + report.findings());
    } catch (EngineException e) {
      require(acknowledged == 0, "can't be looked at: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void live() {
    FaultyFileStore files = new FaultyFileStore(disk.open(), random.nextLong());
    StorageEngine engine = open(files);
    while (engine == null) {
      files = new FaultyFileStore(disk.open(), random.nextLong());
      engine = open(files);
    }
    compare(engine);
    injectFault(files);
    int most = 1 + random.nextInt(60);
    boolean going = true;
    for (int i = 0; i < most && going; i++) {
      going = step(engine, files);
    }
    end(engine, files);
  }

  /** Opens the engine; null when the power went while it was recovering. */
  private @Nullable StorageEngine open(FaultyFileStore files) {
    if (cutShort < RECOVERIES_CUT_SHORT_MAX && random.nextBoolean()) {
      files.inject(FaultRule.powerOff(random.nextInt(70)));
    }
    try {
      StorageEngine engine = StorageEngine.open(config(), files, events);
      files.fail(null);
      cutShort = 0;
      return engine;
    } catch (EngineException e) {
      if (!files.isPowerOff()) {
        history.add("can't be opened");
        throw e;
      }
      cutShort++;
      crash("cut short: " + e.getMessage());
      return null;
    }
  }

  static EngineConfig config() {
    // Nothing is due by itself for as long as a life lasts.
    LogConfig log =
        new LogConfig(
            LogConfig.Durability.SYNC,
            Duration.ofHours(1),
            64 << 10,
            64 << 10,
            Long.MAX_VALUE / 8,
            Duration.ZERO);
    return new EngineConfig(
        Path.of("/nowhere/in-memory"),
        4096,
        12,
        2,
        true,
        Duration.ZERO,
        Duration.ofSeconds(30),
        log,
        false);
  }

  private void injectFault(FaultyFileStore files) {
    if (lyingDevice) {
      files.inject(FaultRule.always(Effect.LIE, "log", Kind.SYNC_DATA));
      return;
    }
    int after = random.nextInt(80);
    FaultRule rule =
        switch (random.nextInt(14)) {
          case 0, 1, 2, 3 -> FaultRule.powerOff(random.nextInt(300));
          case 4 -> FaultRule.once(Effect.IO_ERROR, after, "pages", Kind.WRITE);
          case 5 -> FaultRule.once(Effect.TORN_WRITE, after, "pages", Kind.WRITE);
          case 6 -> FaultRule.once(Effect.SHORT_WRITE, after, "", Kind.WRITE);
          case 7 -> FaultRule.once(Effect.IO_ERROR, after, "log", Kind.WRITE);
          case 8 -> FaultRule.once(Effect.TORN_WRITE, after, "log", Kind.WRITE);
          case 9 -> FaultRule.once(Effect.IO_ERROR, after, "", Kind.SYNC, Kind.SYNC_DATA);
          case 10 -> FaultRule.once(Effect.IO_ERROR, after / 8, "pages", Kind.SYNC);
          case 11 -> FaultRule.once(Effect.IO_ERROR, after / 8, "control", Kind.WRITE);
          case 12 ->
              FaultRule.once(
                  Effect.IO_ERROR,
                  random.nextInt(4),
                  "",
                  Kind.OPEN,
                  Kind.RENAME,
                  Kind.DELETE,
                  Kind.SYNC_DIRECTORY);
          default -> null;
        };
    if (rule != null) {
      history.add("fault " + rule);
      files.inject(rule);
    }
    if (random.nextInt(8) == 0) {
      files.fail(
          FaultyFileStore.Fault.DISK_FULL_BEYOND_END, random.nextBoolean() ? "log" : "pages");
      history.add("disk full");
    }
  }

  /** One operation; false when this life is as good as over. */
  private boolean step(StorageEngine engine, FaultyFileStore files) {
    Step step = steps.next(content);
    history.add(step.toString());
    underWay = step;
    try {
      Step.Done done = step.action().on(engine);
      told = events.take();
      require(ToldPageEvents.lines(told).equals(done.events()), "told " + told);
      require(step.outcome().explains(content, done.content()), "the answer does not fit");
      content = done.content();
      underWay = null;
      acknowledged++;
      return true;
    } catch (EngineException e) {
      told = events.take();
      history.add("  " + e.code() + ": " + e.getMessage());
      return refused(engine, files, e, step);
    }
  }

  private boolean refused(
      StorageEngine engine, FaultyFileStore files, EngineException e, Step step) {
    require(e.code() != ErrorCode.CHECKSUM_FAILURE, "a bad page");
    if (files.isPowerOff()) {
      return false;
    }
    if (REFUSALS.contains(e.code())) {
      // Of several writes some may have been done before one was refused.
      require(told.isEmpty(), "told " + told);
      return settle(engine, step);
    }
    boolean readOnly = engine.status().state().equals("read-only");
    if (!readOnly) {
      return settle(engine, step);
    }
    // Readers go on; what the step came to shows after the next opening.
    StoreContent live;
    try {
      live = StoreContent.of(engine);
    } catch (EngineException busy) {
      // As far as there are frames: those whose pages are not in the log can't be freed.
      require(busy.code() == ErrorCode.BUSY, "a reader got " + busy.code());
      history.add("  can't look: " + busy.getMessage());
      return false;
    }
    require(live.equals(content) || step.outcome().explains(content, live), "half done");
    return false;
  }

  /**
   * Looks which way an operation went that the engine survived, once that is durable; false when
   * that can't be had.
   */
  private boolean settle(StorageEngine engine, Step step) {
    StoreContent live;
    try {
      engine.io().flushWrites();
      live = StoreContent.of(engine);
    } catch (EngineException e) {
      history.add("  can't look: " + e.getMessage());
      return false;
    }
    if (!live.equals(content)) {
      require(step.outcome().explains(content, live), "half done:\n" + content.difference(live));
    }
    requireTrue(told, live);
    content = live;
    underWay = null;
    told = List.of();
    return true;
  }

  private void end(StorageEngine engine, FaultyFileStore files) {
    if (files.isPowerOff() || random.nextInt(3) == 0) {
      files.powerOff();
      close(engine);
      crash("crash");
      return;
    }
    if (random.nextBoolean()) {
      disk.kill();
      close(engine);
      history.add("kill");
      return;
    }
    close(engine);
    history.add("close");
  }

  private void close(StorageEngine engine) {
    try {
      engine.close();
    } catch (EngineException e) {
      history.add("  close: " + e.getMessage());
    }
    // What was durable at last may be told at last.
    told = new ArrayList<>(told);
    told.addAll(events.take());
  }

  private void crash(String how) {
    crashes++;
    history.add(how);
    disk.crash(random);
  }

  private void compare(StorageEngine engine) {
    StoreContent found = StoreContent.of(engine);
    Step step = underWay;
    boolean there = found.equals(content);
    boolean whole = step != null && step.outcome().explains(content, found);
    require(
        there || whole,
        "lost or half done, of '%s':\n%s".formatted(step, content.difference(found)));
    requireTrue(told, found);
    requireCounts(engine, found);
    history.add("opened: " + engine.status().recovery());
    content = found;
    underWay = null;
    told = List.of();
    events.take();
  }

  /** Nothing was told that is not so. */
  private void requireTrue(List<PageEvent> said, StoreContent found) {
    for (Map.Entry<Long, Boolean> page : ToldPageEvents.exists(said).entrySet()) {
      require(
          found.pages().containsKey(page.getKey()) == page.getValue(),
          "told %s of page %d".formatted(page.getValue() ? "existence" : "the end", page.getKey()));
    }
  }

  /** Every id is in use or free, and the engine's own are the header and one map page. */
  private void requireCounts(StorageEngine engine, StoreContent found) {
    PageCount count = engine.io().countPages();
    long maps = count.fileBytes() > 4096 ? count.allocated() - found.pages().size() - 1 : 0;
    require(maps == 0 || maps == 1, count + " for " + found.pages().size() + " pages");
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
