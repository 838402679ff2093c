package dev.vitrine.api.load;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.RecordOperations;
import dev.vitrine.engine.RecordPutOutcome;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * One bulk load. Its upload is taken as fast as records can be stored: what came while a batch was
 * stored makes the next one, and when {@value #PARTS_MAX} parts times four wait, no more are taken
 * from the connection. Batches are stored one after the other, so that of two lines with the same
 * key the later one counts.
 */
final class RecordLoad {

  /** Of a few KiB to 64 KiB each, as the connection gives them. */
  private static final int PARTS_MAX = 16;

  /** How long a part waits for company while nothing is stored. */
  private static final Duration COMPANY = Duration.ofMillis(5);

  /** How long nothing may come. */
  static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  /** A load gives way while the engine is busy, up to some 15 s. */
  private static final Retry WHEN_BUSY =
      Retry.backoff(20, Duration.ofMillis(20))
          .maxBackoff(Duration.ofSeconds(1))
          .filter(e -> e instanceof EngineException busy && busy.code() == ErrorCode.BUSY)
          .onRetryExhaustedThrow((_, signal) -> signal.failure());

  private final RecordOperations records;
  private final EngineCalls calls;
  private final LineReader reader;
  private final LoadTally tally;
  private final Mono<Void> closing;

  /** Ends early when {@code closing} completes. */
  RecordLoad(
      LoadTally tally,
      RecordOperations records,
      EngineCalls calls,
      LineReader reader,
      Mono<Void> closing) {
    this.tally = tally;
    this.records = records;
    this.calls = calls;
    this.reader = reader;
    this.closing = closing;
  }

  /** Loads the upload; how that ended is never an error, and is told by the progress. */
  Mono<LoadProgress> run(Flux<byte[]> upload) {
    return upload
        .doOnNext(part -> tally.received(part.length))
        .timeout(SILENCE_MAX)
        .onErrorMap(RecordLoad::cut)
        .takeUntilOther(closing.then(Mono.error(RecordLoad::ending)))
        .bufferTimeout(PARTS_MAX, COMPANY, true)
        // What came before the upload was cut off is stored first.
        .concatMapDelayError(parts -> store(() -> reader.read(parts)), false, 0)
        .thenMany(Flux.defer(() -> store(reader::end)))
        .doOnComplete(tally::done)
        .doOnError(this::failed)
        .onErrorComplete()
        .doOnCancel(() -> tally.interrupted("the client went away"))
        .then(Mono.fromSupplier(tally::progress));
  }

  private static ProblemException ending() {
    return new ProblemException(ProblemCode.BUSY, "the service ends; go on after settled_lines");
  }

  private static UploadCutException cut(Throwable e) {
    String why =
        e instanceof TimeoutException
            ? "nothing came for %d s".formatted(SILENCE_MAX.toSeconds())
            : "the upload was cut off";
    return new UploadCutException(why, e);
  }

  private void failed(Throwable e) {
    if (e instanceof UploadCutException cut) {
      tally.interrupted(String.valueOf(cut.getMessage()));
    } else {
      tally.failed(Problem.of(e).orElseGet(() -> Problem.unforeseen(e)));
    }
  }

  /** Reads and stores on engine threads; storing is repeated when the engine was busy. */
  private Flux<Boolean> store(Supplier<List<LoadBatch>> read) {
    return calls
        .call(read::get)
        .retryWhen(WHEN_BUSY)
        .flatMapIterable(batches -> batches)
        .concatMap(batch -> calls.call(() -> store(batch)).retryWhen(WHEN_BUSY), 0);
  }

  private boolean store(LoadBatch batch) {
    List<RecordPutOutcome> outcomes =
        batch.records().isEmpty() ? List.of() : records.putRecords(tally.file(), batch.records());
    int settled = 0;
    while (settled < outcomes.size() && ended(outcomes.get(settled)) == null) {
      settled++;
    }
    EngineException end = settled < outcomes.size() ? ended(outcomes.get(settled)) : null;
    if (end != null && end.code() == ErrorCode.BUSY) {
      throw end;
    }
    tell(batch, outcomes.subList(0, settled));
    tally.settled(end == null ? batch.lastLine() : batch.lines().get(settled) - 1);
    if (end != null) {
      throw end;
    }
    return true;
  }

  /** What is wrong with one record is told; what is wrong with the engine ends the load. */
  private static @Nullable EngineException ended(RecordPutOutcome outcome) {
    return outcome instanceof RecordPutOutcome.Refused refused
            && refused.why().code() != ErrorCode.INVALID_REQUEST
        ? refused.why()
        : null;
  }

  private void tell(LoadBatch batch, List<RecordPutOutcome> outcomes) {
    List<RefusedLine> refused = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case RecordPutOutcome.Stored stored -> tally.stored(stored.put().created());
        case RecordPutOutcome.Refused it ->
            refused.add(RefusedLine.of(batch.lines().get(i), Problem.of(it.why()).orElseThrow()));
      }
    }
    long count = batch.refusedCount() + refused.size();
    refused.addAll(batch.refused());
    refused.sort(Comparator.comparingLong(RefusedLine::line));
    tally.refused(refused, count);
  }
}
