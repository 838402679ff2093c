package dev.vitrine.api.rest;

import dev.vitrine.engine.RecordData;
import io.swagger.v3.oas.annotations.media.Schema;

/** A record as of the page version {@code lsn}. */
@Schema(name = "Record")
record RecordView(long pageId, int slot, long lsn, byte[] data) implements BinaryView {

  static RecordView of(RecordData record) {
    return new RecordView(record.pageId(), record.slot(), record.lsn(), record.data());
  }
}
