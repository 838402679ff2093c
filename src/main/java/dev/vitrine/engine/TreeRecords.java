package dev.vitrine.engine;

import dev.vitrine.engine.btree.FilePage;
import dev.vitrine.engine.btree.RecordTree;
import dev.vitrine.engine.btree.RecordTrees;
import dev.vitrine.engine.btree.ScanPart;
import dev.vitrine.engine.btree.TreeDrop;
import dev.vitrine.engine.btree.TreeLimits;
import dev.vitrine.engine.btree.TreeStatistics;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.wal.ChangeLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Record files as trees. What changes something waits for the log with nothing held. */
final class TreeRecords implements RecordOperations {

  /** Records in one part of a scan. */
  static final int SCAN_RECORDS_MAX = 1_000;

  private final OperationGate gate;
  private final RecordTrees trees;
  private final ChangeLog log;

  TreeRecords(OperationGate gate, RecordTrees trees, ChangeLog log) {
    this.gate = gate;
    this.trees = trees;
    this.log = log;
  }

  @Override
  public RecordLimits recordLimits() {
    TreeLimits limits = trees.limits();
    return new RecordLimits(limits.keyBytesMax(), limits.valueBytesMax(), SCAN_RECORDS_MAX);
  }

  @Override
  public RecordFile createRecordFile(String name) {
    return gate.in(() -> {
      RecordTrees.CreatedFile created = trees.create(name);
      log.awaitAcknowledgeable(created.lsn());
      return recordFile(created.file());
    });
  }

  @Override
  public void dropRecordFile(String name) {
    TreeDrop drop = gate.in(() -> trees.drop(name));
    // One by one, so that closing the engine need not wait for the whole of a large file.
    while (gate.in(drop::freeSome)) {
      // Until nothing is left.
    }
    gate.run(() -> log.awaitAcknowledgeable(drop.lsn()));
  }

  @Override
  public RecordFile getRecordFile(String name) {
    return gate.in(() -> recordFile(trees.get(name).file()));
  }

  @Override
  public List<RecordFile> listRecordFiles(String after, int limit) {
    return gate.in(() -> trees.list(after, limit).stream().map(TreeRecords::recordFile).toList());
  }

  @Override
  public RecordFileStatistics recordFileStatistics(String name) {
    return gate.in(() -> statistics(trees.get(name).statistics()));
  }

  @Override
  public RecordPut putRecord(String file, byte[] key, byte[] value) {
    return gate.in(() -> {
      RecordPut put = put(trees.get(file), key, value);
      log.awaitAcknowledgeable(put.lsn());
      return put;
    });
  }

  @Override
  public List<RecordPutOutcome> putRecords(String file, List<KeyValue> records) {
    return gate.in(() -> {
      RecordTree tree = trees.get(file);
      List<RecordPutOutcome> outcomes = new ArrayList<>(records.size());
      long lastLsn = 0;
      for (KeyValue keyValue : records) {
        try {
          RecordPut put = put(tree, keyValue.key(), keyValue.value());
          lastLsn = put.lsn();
          outcomes.add(new RecordPutOutcome.Stored(put));
        } catch (EngineException e) {
          outcomes.add(new RecordPutOutcome.Refused(e));
        }
      }
      if (lastLsn > 0) {
        log.awaitAcknowledgeable(lastLsn);
      }
      return outcomes;
    });
  }

  @Override
  public KeyValue getKey(String file, byte[] key) {
    return gate.in(() -> {
      byte[] value = trees.get(file).get(key);
      if (value == null) {
        throw keyNotFound(file);
      }
      return new KeyValue(key, value);
    });
  }

  @Override
  public long deleteKey(String file, byte[] key) {
    return gate.in(() -> {
      long lsn = trees.get(file).delete(key);
      if (lsn == 0) {
        throw keyNotFound(file);
      }
      log.awaitAcknowledgeable(lsn);
      return lsn;
    });
  }

  @Override
  public RecordPage scanRecords(String file, ScanRange range, int limit) {
    if (limit < 1 || limit > SCAN_RECORDS_MAX) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST,
              "limit is %d, not in 1..%d".formatted(limit, SCAN_RECORDS_MAX))
          .with("field", "limit")
          .with("max_limit", SCAN_RECORDS_MAX);
    }
    return gate.in(() -> {
      ScanPart part = trees.get(file).scan(range.start(), range.end(), range.descending(), limit);
      return new RecordPage(
          part.records().stream().map(it -> new KeyValue(it.key(), it.value())).toList(),
          rest(range, part.nextBound()));
    });
  }

  private static @Nullable ScanRange rest(ScanRange range, byte @Nullable [] bound) {
    if (bound == null) {
      return null;
    }
    return range.descending()
        ? new ScanRange(range.start(), bound, true)
        : new ScanRange(bound, range.end(), false);
  }

  private static RecordPut put(RecordTree tree, byte[] key, byte[] value) {
    // The tree keeps nothing of the arrays when it returns.
    RecordTree.Stored stored = tree.put(key, value);
    return new RecordPut(stored.created(), stored.lsn());
  }

  private static RecordFile recordFile(FilePage file) {
    return new RecordFile(
        file.name(),
        file.fileId(),
        file.rootPageId(),
        Instant.EPOCH.plus(file.createdMicros(), ChronoUnit.MICROS));
  }

  private static RecordFileStatistics statistics(TreeStatistics found) {
    return new RecordFileStatistics(
        found.records(),
        found.recordBytes(),
        found.height(),
        found.innerPages(),
        found.leafPages(),
        found.overflowPages(),
        (double) found.leafBytesUsed() / found.leafBytes());
  }

  private static EngineException keyNotFound(String file) {
    return new EngineException(
            ErrorCode.RECORD_NOT_FOUND, "the record file \"%s\" has no such key".formatted(file))
        .with("file", file);
  }
}
