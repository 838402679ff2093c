package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static dev.vitrine.engine.RecordFiles.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.RecordPutOutcome.Refused;
import dev.vitrine.engine.RecordPutOutcome.Stored;
import dev.vitrine.engine.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordOperationsTest {

  @TempDir Path directory;
  private StorageEngine engine;
  private RecordOperations records;

  @BeforeEach
  void oneFile() {
    engine = SmallEngine.open(directory, 64);
    records = engine.records();
    records.createRecordFile("f");
  }

  @AfterEach
  void check() {
    RecordFiles.checkAndClose(engine);
  }

  @Test
  void limitsFollowFromPageSizeAndPool() {
    // 4,096 / 8; a quarter of 64 frames with 4,036 bytes each.
    assertThat(records.recordLimits()).isEqualTo(new RecordLimits(512, 16 * 4036, 1_000));
  }

  @Test
  void whatIsOutOfBoundsIsRefusedByName() {
    var tooLong =
        assertRefused(
            ErrorCode.INVALID_REQUEST, () -> records.putRecord("f", bytes(513), bytes(0)));
    assertThat(tooLong.details()).containsEntry("field", "key").containsEntry("max_key_bytes", 512);
    assertRefused(ErrorCode.INVALID_REQUEST, () -> records.getKey("f", bytes(0)));
    assertRefused(ErrorCode.INVALID_REQUEST, () -> records.deleteKey("f", bytes(0)));
    var tooBig =
        assertRefused(
            ErrorCode.INVALID_REQUEST,
            () -> records.putRecord("f", bytes(1), bytes(16 * 4036 + 1)));
    assertThat(tooBig.details())
        .containsEntry("field", "value")
        .containsEntry("max_value_bytes", 16 * 4036);
    records.putRecord("f", bytes(512), bytes(16 * 4036));
    assertThat(records.getKey("f", bytes(512)).value()).isEqualTo(bytes(16 * 4036));
    for (int limit : List.of(0, 1001)) {
      var refused =
          assertRefused(
              ErrorCode.INVALID_REQUEST,
              () -> records.scanRecords("f", new ScanRange(null, null, false), limit));
      assertThat(refused.details()).containsEntry("field", "limit");
    }
  }

  @Test
  void namesAreChecked() {
    for (String name : List.of("", "a b", "../x", "ä", "x".repeat(65))) {
      var refused = assertRefused(ErrorCode.INVALID_REQUEST, () -> records.createRecordFile(name));
      assertThat(refused.details()).containsEntry("field", "file");
      assertRefused(ErrorCode.INVALID_REQUEST, () -> records.getRecordFile(name));
    }
    records.createRecordFile("x".repeat(64));
    assertRefused(ErrorCode.RECORD_FILE_EXISTS, () -> records.createRecordFile("f"));
    assertRefused(ErrorCode.RECORD_FILE_NOT_FOUND, () -> records.getRecordFile("none"));
  }

  @Test
  void filesAreListedInOrderAndFoundAfterReopening() {
    for (String name : List.of("b", "Z", "a-1", "_")) {
      records.createRecordFile(name);
    }
    records.putRecord("b", bytes("k"), bytes("v"));
    List<RecordFile> before = records.listRecordFiles("", 100);
    assertThat(before).extracting(RecordFile::name).containsExactly("Z", "_", "a-1", "b", "f");
    assertThat(records.listRecordFiles("_", 2))
        .extracting(RecordFile::name)
        .containsExactly("a-1", "b");
    engine.close();
    engine = SmallEngine.open(directory, 64);
    records = engine.records();
    assertThat(records.listRecordFiles("", 100)).isEqualTo(before);
    assertThat(records.getKey("b", bytes("k")).value()).isEqualTo(bytes("v"));
  }

  @Test
  void aPutTellsWhetherTheKeyIsNew() {
    RecordPut first = records.putRecord("f", bytes("k"), bytes("v"));
    RecordPut second = records.putRecord("f", bytes("k"), bytes("longer than before"));
    assertThat(first.created()).isTrue();
    assertThat(second.created()).isFalse();
    assertThat(second.lsn()).isGreaterThan(first.lsn());
    assertThat(records.getKey("f", bytes("k")).value()).isEqualTo(bytes("longer than before"));
    assertThat(records.deleteKey("f", bytes("k"))).isGreaterThan(second.lsn());
    assertRefused(ErrorCode.RECORD_NOT_FOUND, () -> records.deleteKey("f", bytes("k")));
    assertRefused(ErrorCode.RECORD_NOT_FOUND, () -> records.getKey("f", bytes("k")));
  }

  @Test
  void oneRefusedRecordKeepsNoneOfTheOthersOut() {
    List<RecordPutOutcome> outcomes =
        records.putRecords(
            "f",
            List.of(
                new KeyValue(bytes("a"), bytes("1")),
                new KeyValue(bytes(0), bytes("2")),
                new KeyValue(bytes("c"), bytes("3"))));
    assertThat(outcomes).hasSize(3);
    assertThat(((Stored) outcomes.get(0)).put().created()).isTrue();
    assertThat(((Refused) outcomes.get(1)).why().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(((Stored) outcomes.get(2)).put().created()).isTrue();
    assertThat(RecordFiles.scan(records, "f", null, null, false, 10)).hasSize(2);
  }

  @Test
  void scansTakeTheStartAndLeaveTheEnd() {
    for (String key : List.of("a", "b", "c", "d")) {
      records.putRecord("f", bytes(key), bytes(0));
    }
    assertThat(keys("b", "d", false)).isEqualTo("bc");
    assertThat(keys("b", "d", true)).isEqualTo("cb");
    assertThat(keys(null, "c", false)).isEqualTo("ab");
    assertThat(keys("c", null, true)).isEqualTo("dc");
    assertThat(keys("aa", "cc", false)).isEqualTo("bc");
    assertThat(keys("c", "c", false)).isEmpty();
    assertThat(keys("d", "a", true)).isEmpty();
    assertThat(keys("", null, false)).isEqualTo("abcd");
    assertThat(keys(null, "", true)).isEmpty();
  }

  @Test
  void keysAreOrderedByUnsignedBytesAndTheShorterFirst() {
    byte[][] ascending = {
      {0},
      {0, 0},
      {1},
      {1, 2, 3, 4, 5, 6, 7},
      {1, 2, 3, 4, 5, 6, 7, 0},
      {1, 2, 3, 4, 5, 6, 7, 0, 0},
      {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
      {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12},
      {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 0, 0, 0, 0, 0, 1},
      {127},
      {-128},
      {-1},
      {-1, 0},
    };
    for (int i = 0; i < ascending.length; i++) {
      records.putRecord("f", ascending[(i * 5) % ascending.length], bytes(0));
    }
    List<KeyValue> found = RecordFiles.scan(records, "f", null, null, false, 3);
    assertThat(found).extracting(KeyValue::key).containsExactly(ascending);
  }

  @Test
  void aPartOfAScanEndsWhenItsRecordsAreManyBytes() {
    engine.close();
    engine = SmallEngine.open(directory, 2048);
    records = engine.records();
    for (int i = 0; i < 6; i++) {
      records.putRecord("f", bytes("k" + i), bytes(1 << 20));
    }
    RecordPage part = records.scanRecords("f", new ScanRange(null, null, false), 1000);
    // The fourth brings it to 4 MiB.
    assertThat(part.records()).hasSize(4);
    assertThat(RecordFiles.scan(records, "f", null, null, false, 1000)).hasSize(6);
    assertThat(RecordFiles.scan(records, "f", null, null, true, 1000)).hasSize(6);
  }

  private String keys(@Nullable String start, @Nullable String end, boolean descending) {
    StringBuilder keys = new StringBuilder();
    RecordFiles.scan(
            records,
            "f",
            start == null ? null : bytes(start),
            end == null ? null : bytes(end),
            descending,
            2)
        .forEach(it -> keys.append(RecordFiles.text(it.key())));
    return keys.toString();
  }
}
