package dev.vitrine.engine;

import java.util.List;

/**
 * Ordered record files: named B+trees over slotted pages, from keys to values, ordered by the
 * unsigned bytes of their keys. Every method is thread-safe and blocks; a method that changes
 * something returns when the change may be acknowledged. All can fail with {@code busy}, {@code
 * io-failure} and {@code checksum-failure}, those that change something with {@code read-only} and
 * {@code disk-full} too; {@code record-file-not-found} where a file is named that there is not.
 *
 * <p>A name is 1 to 64 of {@code A-Z a-z 0-9 _ -}. A key has 1 to {@link RecordLimits#keyBytesMax}
 * bytes, a value 0 to {@link RecordLimits#valueBytesMax}; {@code invalid-request} names the field
 * and the bound otherwise.
 */
public interface RecordOperations {

  RecordLimits recordLimits();

  /** Creates an empty file; {@code record-file-exists}. */
  RecordFile createRecordFile(String name);

  /**
   * Removes a file with all its records: nobody finds it from the first moment on, and its pages
   * are free afterwards. When this fails on the way, the next opening of the engine frees the rest.
   */
  void dropRecordFile(String name);

  RecordFile getRecordFile(String name);

  /** The files after this name ("" for the first), in order of their names. */
  List<RecordFile> listRecordFiles(String after, int limit);

  /** Counts by walking the whole file, while others go on; a moment's view of each page. */
  RecordFileStatistics recordFileStatistics(String name);

  /** Stores the value under the key, replacing what was there. */
  RecordPut putRecord(String file, byte[] key, byte[] value);

  /**
   * Stores several, each as an atom of its own, and waits once for all of them. An entry that is
   * refused is told in its place of the answer and keeps none of the others from being stored.
   */
  List<RecordPutOutcome> putRecords(String file, List<KeyValue> records);

  /** {@code record-not-found}. */
  KeyValue getKey(String file, byte[] key);

  /** Removes the key; {@code record-not-found}. Returns the change's LSN. */
  long deleteKey(String file, byte[] key);

  /**
   * A part of a scan: at most {@code limit} records, 1 to {@link RecordLimits#scanRecordsMax}, and
   * fewer when they have 4 MiB. What comes from one leaf is of one moment; a key that is there
   * during all parts of a scan comes exactly once.
   */
  RecordPage scanRecords(String file, ScanRange range, int limit);
}
