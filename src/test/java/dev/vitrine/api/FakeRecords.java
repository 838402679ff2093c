package dev.vitrine.api;

import dev.vitrine.engine.KeyValue;
import dev.vitrine.engine.RecordFile;
import dev.vitrine.engine.RecordFileStatistics;
import dev.vitrine.engine.RecordLimits;
import dev.vitrine.engine.RecordOperations;
import dev.vitrine.engine.RecordPage;
import dev.vitrine.engine.RecordPut;
import dev.vitrine.engine.RecordPutOutcome;
import dev.vitrine.engine.ScanRange;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Record files in memory, by the words of {@link RecordOperations}: small limits, everything
 * counted, and failures on demand.
 */
public final class FakeRecords implements RecordOperations {

  public static final int KEY_BYTES_MAX = 32;
  public static final int VALUE_BYTES_MAX = 2_000;
  public static final int SCAN_RECORDS_MAX = 700;
  public static final Instant CREATED_AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private final TreeMap<String, NavigableMap<byte[], byte[]>> files = new TreeMap<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private int callsBeforeFailure;
  private long lsn;
  private int scans;
  private int puts;

  public synchronized void reset() {
    files.clear();
    failure.set(null);
    lsn = 100;
    scans = 0;
    puts = 0;
  }

  /** The call after so many others fails. */
  public synchronized void failAfter(int calls, RuntimeException e) {
    callsBeforeFailure = calls;
    failure.set(e);
  }

  /** Parts of scans that were read. */
  public synchronized int scans() {
    return scans;
  }

  /** Batches that were stored. */
  public synchronized int puts() {
    return puts;
  }

  public synchronized int size(String file) {
    return file(file).size();
  }

  public synchronized @Nullable String text(String file, String key) {
    byte[] value = file(file).get(utf8(key));
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** Puts without counting or failing. */
  public synchronized void fill(String file, String key, String value) {
    files.computeIfAbsent(file, _ -> new TreeMap<>(Arrays::compareUnsigned));
    file(file).put(utf8(key), utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void mayFail() {
    RuntimeException e = failure.get();
    if (e != null && callsBeforeFailure-- == 0) {
      failure.set(null);
      throw e;
    }
  }

  private NavigableMap<byte[], byte[]> file(String name) {
    NavigableMap<byte[], byte[]> file = files.get(name);
    if (file == null) {
      throw new EngineException(ErrorCode.RECORD_FILE_NOT_FOUND, "there is no record file " + name)
          .with("record_file", name);
    }
    return file;
  }

  private static RecordFile record(String name) {
    return new RecordFile(name, 7, 42, CREATED_AT);
  }

  @Override
  public RecordLimits recordLimits() {
    return new RecordLimits(KEY_BYTES_MAX, VALUE_BYTES_MAX, SCAN_RECORDS_MAX);
  }

  @Override
  public synchronized RecordFile createRecordFile(String name) {
    mayFail();
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new EngineException(ErrorCode.INVALID_REQUEST, "name must be 1 to 64 of A-Z")
          .with("field", "name");
    }
    if (files.putIfAbsent(name, new TreeMap<>(Arrays::compareUnsigned)) != null) {
      throw new EngineException(ErrorCode.RECORD_FILE_EXISTS, "there is a record file " + name)
          .with("record_file", name);
    }
    return record(name);
  }

  @Override
  public synchronized void dropRecordFile(String name) {
    mayFail();
    file(name);
    files.remove(name);
  }

  @Override
  public synchronized RecordFile getRecordFile(String name) {
    mayFail();
    file(name);
    return record(name);
  }

  @Override
  public synchronized List<RecordFile> listRecordFiles(String after, int limit) {
    return files.tailMap(after, false).keySet().stream()
        .limit(limit)
        .map(FakeRecords::record)
        .toList();
  }

  @Override
  public synchronized RecordFileStatistics recordFileStatistics(String name) {
    return new RecordFileStatistics(file(name).size(), 11, 1, 2, 3, 4, 0.5);
  }

  @Override
  public synchronized RecordPut putRecord(String file, byte[] key, byte[] value) {
    mayFail();
    check(key, value);
    boolean created = file(file).put(key, value) == null;
    return new RecordPut(created, ++lsn);
  }

  private static void check(byte[] key, byte[] value) {
    if (key.length < 1 || key.length > KEY_BYTES_MAX) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST, "key must have 1 to " + KEY_BYTES_MAX + " bytes")
          .with("field", "key");
    }
    if (value.length > VALUE_BYTES_MAX) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST, "value must have 0 to " + VALUE_BYTES_MAX + " bytes")
          .with("field", "value");
    }
  }

  @Override
  public synchronized List<RecordPutOutcome> putRecords(String file, List<KeyValue> records) {
    puts++;
    mayFail();
    List<RecordPutOutcome> outcomes = new ArrayList<>();
    for (KeyValue record : records) {
      try {
        check(record.key(), record.value());
        boolean created = file(file).put(record.key(), record.value()) == null;
        outcomes.add(new RecordPutOutcome.Stored(new RecordPut(created, ++lsn)));
      } catch (EngineException e) {
        outcomes.add(new RecordPutOutcome.Refused(e));
      }
    }
    return outcomes;
  }

  @Override
  public synchronized KeyValue getKey(String file, byte[] key) {
    mayFail();
    byte[] value = file(file).get(key);
    if (value == null) {
      throw noRecord();
    }
    return new KeyValue(key, value);
  }

  private static EngineException noRecord() {
    return new EngineException(ErrorCode.RECORD_NOT_FOUND, "there is no such key");
  }

  @Override
  public synchronized long deleteKey(String file, byte[] key) {
    mayFail();
    if (file(file).remove(key) == null) {
      throw noRecord();
    }
    return ++lsn;
  }

  @Override
  public synchronized RecordPage scanRecords(String file, ScanRange range, int limit) {
    scans++;
    mayFail();
    NavigableMap<byte[], byte[]> keys = file(file);
    if (range.start() != null
        && range.end() != null
        && Arrays.compareUnsigned(range.start(), range.end()) >= 0) {
      return new RecordPage(List.of(), null);
    }
    keys = range.start() == null ? keys : keys.tailMap(range.start(), true);
    keys = range.end() == null ? keys : keys.headMap(range.end(), false);
    keys = range.descending() ? keys.descendingMap() : keys;
    List<KeyValue> records = new ArrayList<>();
    int most = Math.min(limit, SCAN_RECORDS_MAX);
    for (var entry : keys.entrySet()) {
      if (records.size() == most) {
        byte[] last = records.getLast().key();
        return new RecordPage(
            records,
            range.descending()
                ? new ScanRange(range.start(), last, true)
                : new ScanRange(entry.getKey(), range.end(), false));
      }
      records.add(new KeyValue(entry.getKey(), entry.getValue()));
    }
    return new RecordPage(records, null);
  }
}
