package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.engine.PageOperations;
import dev.vitrine.engine.RecordData;
import dev.vitrine.engine.RecordRef;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** Records on slotted pages. */
@Controller
final class RecordFields {

  private final PageOperations pages;
  private final EngineCalls calls;

  RecordFields(PageOperations pages, EngineCalls calls) {
    this.pages = pages;
    this.calls = calls;
  }

  @QueryMapping
  Mono<RecordData> getRecord(@Argument long pageId, @Argument int slot) {
    return calls.call(() -> pages.getRecord(pageId, slot));
  }

  @SchemaMapping(typeName = "Record")
  @Nullable String text(RecordData data) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data.data())).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  @MutationMapping
  Mono<RecordRef> insertRecord(
      @Argument long pageId, @Argument byte[] record, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.insertRecord(pageId, record, ifMatch));
  }

  @MutationMapping
  Mono<RecordRef> updateRecord(
      @Argument long pageId,
      @Argument int slot,
      @Argument byte[] record,
      @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.updateRecord(pageId, slot, record, ifMatch));
  }

  @MutationMapping
  Mono<RecordRef> deleteRecord(
      @Argument long pageId, @Argument int slot, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> pages.deleteRecord(pageId, slot, ifMatch));
  }
}
