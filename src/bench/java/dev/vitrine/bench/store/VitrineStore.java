package dev.vitrine.bench.store;

import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.KeyValue;
import dev.vitrine.engine.RecordPage;
import dev.vitrine.engine.ScanRange;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.wal.LogConfig;
import dev.vitrine.event.EventSink;
import java.nio.file.Path;
import java.time.Duration;

/** The record file, called as a library, with nobody watching. */
final class VitrineStore implements RecordStore {

  private static final String FILE = "records";

  private final StorageEngine engine;

  VitrineStore(Path directory, Durability durability, int cacheMiB) {
    EngineConfig defaults = EngineConfig.of(directory);
    LogConfig log = LogConfig.DEFAULT;
    engine =
        StorageEngine.open(
            new EngineConfig(
                directory,
                defaults.pageSizeBytes(),
                cacheMiB << (20 - 12),
                defaults.lruK(),
                defaults.directIo(),
                defaults.flushInterval(),
                defaults.leaseTime(),
                new LogConfig(
                    durability == Durability.SYNC
                        ? LogConfig.Durability.SYNC
                        : LogConfig.Durability.INTERVAL,
                    Duration.ofSeconds(1),
                    log.segmentBytes(),
                    log.bufferBytes(),
                    log.checkpointBytes(),
                    log.checkpointInterval()),
                false),
            EventSink.NONE);
    if (engine.records().listRecordFiles("", 1).isEmpty()) {
      engine.records().createRecordFile(FILE);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) {
    engine.records().putRecord(FILE, key, value);
  }

  @Override
  public byte[] get(byte[] key) {
    return engine.records().getKey(FILE, key).value();
  }

  @Override
  public long scan(byte[] from, int records) {
    RecordPage page = engine.records().scanRecords(FILE, new ScanRange(from, null, false), records);
    long bytes = 0;
    for (KeyValue record : page.records()) {
      bytes += record.key().length + record.value().length;
    }
    return bytes;
  }

  @Override
  public void close() {
    engine.close();
  }
}
