package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.RecordFile;
import dev.vitrine.engine.RecordFileStatistics;
import dev.vitrine.engine.RecordOperations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** Ordered record files as a whole. */
@Controller
final class RecordFileFields {

  /** A part of the listing. */
  record RecordFileList(List<RecordFile> items, @Nullable String nextCursor) {}

  private final RecordOperations records;
  private final EngineCalls calls;

  RecordFileFields(RecordOperations records, EngineCalls calls) {
    this.records = records;
    this.calls = calls;
  }

  @QueryMapping
  Mono<RecordFileList> recordFiles(
      @Argument @Nullable Integer limit, @Argument @Nullable String cursor) {
    return calls.call(() -> list(ListPart.limit(limit), after(cursor)));
  }

  private static String after(@Nullable String cursor) {
    if (cursor != null && !cursor.matches(Limits.RECORD_FILE_NAME)) {
      throw ProblemException.invalid("cursor", Limits.LISTING_CURSOR);
    }
    return cursor == null ? "" : cursor;
  }

  /** Asks for one more, to know whether there is one. */
  private RecordFileList list(int limit, String after) {
    List<RecordFile> found = records.listRecordFiles(after, limit + 1);
    return found.size() <= limit
        ? new RecordFileList(found, null)
        : new RecordFileList(found.subList(0, limit), found.get(limit - 1).name());
  }

  @QueryMapping
  Mono<RecordFile> recordFile(@Argument String name) {
    return calls.call(() -> records.getRecordFile(name));
  }

  @SchemaMapping(typeName = "RecordFile")
  Mono<RecordFileStatistics> statistics(RecordFile file) {
    return calls.call(() -> records.recordFileStatistics(file.name()));
  }

  @MutationMapping
  Mono<RecordFile> createRecordFile(@Argument String name) {
    return calls.call(() -> records.createRecordFile(name));
  }

  @MutationMapping
  Mono<Boolean> dropRecordFile(@Argument String name) {
    return calls.run(() -> records.dropRecordFile(name)).thenReturn(true);
  }
}
