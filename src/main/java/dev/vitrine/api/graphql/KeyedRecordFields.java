package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.Problem;
import dev.vitrine.api.records.KeyRanges;
import dev.vitrine.api.records.RecordText;
import dev.vitrine.api.records.ScanCursor;
import dev.vitrine.engine.KeyValue;
import dev.vitrine.engine.RecordOperations;
import dev.vitrine.engine.RecordPage;
import dev.vitrine.engine.RecordPut;
import dev.vitrine.engine.RecordPutOutcome;
import dev.vitrine.engine.ScanRange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** The records of ordered record files. */
@Controller
final class KeyedRecordFields {

  /** A record to store. */
  record RecordInput(
      byte @Nullable [] key,
      @Nullable String keyText,
      byte @Nullable [] value,
      @Nullable String valueText) {

    KeyValue record() {
      return new KeyValue(
          TextOrBytes.required("key", key, keyText),
          TextOrBytes.required("value", value, valueText));
    }
  }

  /** Which keys to scan. */
  record KeyRange(
      byte @Nullable [] start,
      @Nullable String startText,
      byte @Nullable [] end,
      @Nullable String endText,
      byte @Nullable [] prefix,
      @Nullable String prefixText) {

    ScanRange toScan(boolean descending) {
      return KeyRanges.of(
          TextOrBytes.optional("start", start, startText),
          TextOrBytes.optional("end", end, endText),
          TextOrBytes.optional("prefix", prefix, prefixText),
          descending);
    }
  }

  /** A part of a scan. */
  record RecordScan(List<KeyValue> records, @Nullable String nextCursor) {}

  /** What became of one record of several. */
  record PutOutcome(@Nullable RecordPut put, @Nullable String errorCode, @Nullable String error) {}

  /** A record was deleted. */
  record RecordDeletion(long lsn) {}

  private final RecordOperations records;
  private final EngineCalls calls;

  KeyedRecordFields(RecordOperations records, EngineCalls calls) {
    this.records = records;
    this.calls = calls;
  }

  @QueryMapping
  Mono<KeyValue> record(
      @Argument String file, @Argument byte @Nullable [] key, @Argument @Nullable String keyText) {
    return calls.call(() -> records.getKey(file, TextOrBytes.required("key", key, keyText)));
  }

  @SchemaMapping(typeName = "KeyedRecord")
  @Nullable String keyText(KeyValue record) {
    return RecordText.text(record.key());
  }

  @SchemaMapping(typeName = "KeyedRecord")
  @Nullable String valueText(KeyValue record) {
    return RecordText.text(record.value());
  }

  @QueryMapping
  Mono<RecordScan> recordScan(
      @Argument String file,
      @Argument @Nullable KeyRange range,
      @Argument boolean descending,
      @Argument @Nullable Integer limit,
      @Argument @Nullable String cursor) {
    return calls.call(() -> {
      int recordsMax = Math.min(ListPart.limit(limit), records.recordLimits().scanRecordsMax());
      ScanRange asked =
          range == null ? new ScanRange(null, null, descending) : range.toScan(descending);
      RecordPage part = records.scanRecords(file, ScanCursor.from(cursor, asked), recordsMax);
      return new RecordScan(part.records(), ScanCursor.after(part));
    });
  }

  @MutationMapping
  Mono<RecordPut> putRecord(@Argument String file, @Argument RecordInput record) {
    return calls.call(() -> {
      KeyValue given = record.record();
      return records.putRecord(file, given.key(), given.value());
    });
  }

  @MutationMapping
  Mono<List<PutOutcome>> putRecords(@Argument String file, @Argument List<RecordInput> records) {
    return calls.call(() -> {
      Ranges.whole("records", records.size(), 1, Limits.LISTING_MAX);
      List<KeyValue> given = records.stream().map(RecordInput::record).toList();
      return this.records.putRecords(file, given).stream().map(KeyedRecordFields::told).toList();
    });
  }

  private static PutOutcome told(RecordPutOutcome outcome) {
    return switch (outcome) {
      case RecordPutOutcome.Stored stored -> new PutOutcome(stored.put(), null, null);
      case RecordPutOutcome.Refused refused -> {
        Problem problem = Problem.of(refused.why()).orElseThrow();
        yield new PutOutcome(null, problem.code().code(), problem.detail());
      }
    };
  }

  @MutationMapping
  Mono<RecordDeletion> deleteRecordByKey(
      @Argument String file, @Argument byte @Nullable [] key, @Argument @Nullable String keyText) {
    return calls.call(() ->
        new RecordDeletion(records.deleteKey(file, TextOrBytes.required("key", key, keyText))));
  }
}
