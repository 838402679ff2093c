package dev.vitrine.workload;

import dev.vitrine.engine.KeyValue;
import dev.vitrine.engine.RecordOperations;
import dev.vitrine.engine.RecordPage;
import dev.vitrine.engine.ScanRange;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Records in an ordered record file of its own, made with the first of them. A key is eight bytes,
 * the highest first, so a scan of keys is a scan of the file.
 */
public final class RecordFileTarget implements WorkloadTarget {

  public static final String NAME = "records";

  /** Files of workloads are named after it, with the first number that is free. */
  private static final String FILE_PREFIX = "workload-";

  private final RecordOperations records;
  private volatile @Nullable String file;
  private boolean removalTried;
  private volatile boolean removed;

  private RecordFileTarget(RecordOperations records) {
    this.records = records;
  }

  /** Targets on the engine's record files. */
  public static Factory factory(StorageEngine engine) {
    return factory(engine.records());
  }

  static Factory factory(RecordOperations records) {
    return new Factory() {
      @Override
      public String name() {
        return NAME;
      }

      @Override
      public int recordBytesMax() {
        return records.recordLimits().valueBytesMax();
      }

      @Override
      public WorkloadTarget create(WorkloadSpec spec) {
        return new RecordFileTarget(records);
      }
    };
  }

  @Override
  public void insert(long key, byte[] record) {
    records.putRecord(fileToFill(), bytes(key), record);
  }

  @Override
  public byte[] read(long key) {
    return records.getKey(file(), bytes(key)).value();
  }

  @Override
  public void update(long key, byte[] record) {
    records.putRecord(file(), bytes(key), record);
  }

  @Override
  public void scan(long firstKey, int count, Visitor visitor) {
    ScanRange range = new ScanRange(bytes(firstKey), bytes(firstKey + count), false);
    int limit = Math.min(count, records.recordLimits().scanRecordsMax());
    while (range != null && limit > 0) {
      RecordPage part = records.scanRecords(file(), range, limit);
      for (KeyValue record : part.records()) {
        visitor.visit(ByteBuffer.wrap(record.key()).getLong(), record.value());
      }
      range = part.next();
    }
  }

  /** The one file. */
  @Override
  public synchronized boolean removeNext() {
    String made = file;
    if (made == null || removalTried) {
      return false;
    }
    removalTried = true;
    try {
      records.dropRecordFile(made);
    } catch (EngineException e) {
      // Somebody was faster: gone is gone.
      if (e.code() != ErrorCode.RECORD_FILE_NOT_FOUND) {
        throw e;
      }
    }
    removed = true;
    return true;
  }

  @Override
  public long left() {
    return file == null || removed ? 0 : 1;
  }

  private String fileToFill() {
    String made = file;
    return made == null ? make() : made;
  }

  private synchronized String make() {
    String made = file;
    for (int number = 1; made == null; number++) {
      try {
        made = records.createRecordFile(FILE_PREFIX + number).name();
        file = made;
      } catch (EngineException e) {
        if (e.code() != ErrorCode.RECORD_FILE_EXISTS) {
          throw e;
        }
      }
    }
    return made;
  }

  private String file() {
    String made = file;
    if (made == null) {
      throw new IllegalStateException("no key was ever inserted");
    }
    return made;
  }

  private static byte[] bytes(long key) {
    return ByteBuffer.allocate(Long.BYTES).putLong(key).array();
  }
}
