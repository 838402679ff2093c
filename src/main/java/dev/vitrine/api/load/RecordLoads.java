package dev.vitrine.api.load;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.RecordLimits;
import dev.vitrine.engine.RecordOperations;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The bulk loads that go on, and the last that have ended. Thread-safe. */
@Component
public final class RecordLoads {

  /** Each may hold some MiB of its upload. */
  static final int LOADS_MAX = 8;

  static final int REMEMBERED_MAX = 64;

  /** JSON may write a byte with so many characters. */
  private static final int ESCAPED_BYTE = 6;

  /** Room for {@code {"key_base64": "", "value_base64": ""}} and some blanks. */
  private static final int LINE_FRAME_BYTES = 64;

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);

  private final RecordOperations records;
  private final EngineCalls calls;
  private final Map<String, LoadTally> loads = new LinkedHashMap<>();
  private final Sinks.Empty<Void> closing = Sinks.empty();
  private long started;

  RecordLoads(RecordOperations records, EngineCalls calls) {
    this.records = records;
    this.calls = calls;
  }

  /**
   * Loads an upload into a file: the progress once a second, and at last how it ended. A client
   * that is slow to read this slows down nothing but it. {@code record-file-not-found}; {@code
   * busy} while {@value #LOADS_MAX} loads go on.
   */
  public Flux<LoadProgress> load(String file, RecordFormat format, Flux<byte[]> upload) {
    return calls
        .call(() -> records.getRecordFile(file))
        .flatMapMany(known -> {
          LoadTally tally = start(known.name());
          LineReader reader = new LineReader(format, lineBytesMax());
          RecordLoad load = new RecordLoad(tally, records, calls, reader, closing.asMono());
          Flux<LoadProgress> steps =
              Flux.interval(Duration.ZERO, PROGRESS_INTERVAL)
                  .onBackpressureDrop()
                  .map(_ -> tally.progress());
          return Flux.merge(load.run(upload), steps).takeUntil(step -> step.state().ended());
        });
  }

  /** The service ends: what came is stored, and clients are told how far that is. */
  void beginClose() {
    closing.tryEmitEmpty();
  }

  /** Of one file, in the order of their starts. */
  public synchronized List<LoadProgress> list(String file) {
    return loads.values().stream()
        .map(LoadTally::progress)
        .filter(it -> it.file().equals(file))
        .toList();
  }

  /** {@code load-not-found}. */
  public synchronized LoadProgress get(String file, String id) {
    LoadTally load = loads.get(id);
    if (load == null || !load.file().equals(file)) {
      throw ProblemException.noLoad(id);
    }
    return load.progress();
  }

  private synchronized LoadTally start(String file) {
    long going = loads.values().stream().filter(it -> !it.progress().state().ended()).count();
    if (going >= LOADS_MAX) {
      throw new EngineException(ErrorCode.BUSY, LOADS_MAX + " loads go on; try again later");
    }
    forget();
    String id = "load-" + ++started;
    LoadTally tally = new LoadTally(id, file);
    loads.put(id, tally);
    return tally;
  }

  /** Any record fits, in whatever form it is written. */
  private int lineBytesMax() {
    RecordLimits limits = records.recordLimits();
    return ESCAPED_BYTE * (limits.keyBytesMax() + limits.valueBytesMax()) + LINE_FRAME_BYTES;
  }

  /** Makes room for one more among the remembered. */
  private void forget() {
    Iterator<LoadTally> oldest = new ArrayList<>(loads.values()).iterator();
    while (loads.size() >= REMEMBERED_MAX && oldest.hasNext()) {
      LoadProgress progress = oldest.next().progress();
      if (progress.state().ended()) {
        loads.remove(progress.id());
      }
    }
  }
}
