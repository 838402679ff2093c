package dev.vitrine.engine;

import dev.vitrine.engine.error.EngineException;

/** What became of one record of several. */
public sealed interface RecordPutOutcome {

  record Stored(RecordPut put) implements RecordPutOutcome {}

  record Refused(EngineException why) implements RecordPutOutcome {}
}
