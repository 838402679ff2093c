package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.RecordData;
import dev.vitrine.engine.RecordRef;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that is not what was written is noticed, whatever is wrong with it. */
class VerificationTest {

  @TempDir Path directory;
  private WorkloadEngine store;

  @BeforeEach
  void open() {
    store = new WorkloadEngine(directory, 64);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aWrongByteInTheStoreIsFoundByTheWorkload() {
    List<RecordRef> loaded = new CopyOnWriteArrayList<>();
    InterceptedPages pages =
        new InterceptedPages(
            store.engine.pages(),
            call -> {
              Object result = call.proceed();
              if (call.is("insertRecord")) {
                loaded.add((RecordRef) result);
                damage(loaded, 500);
              }
              return result;
            });
    WorkloadProgress end =
        Watch.runToEnd(
            pages.factory(), Specs.small(Mix.C).distribution(Distribution.SEQUENTIAL).seeded(1));
    assertThat(end.phase()).isEqualTo(Phase.FAILED);
    assertThat(end.errors()).containsOnlyKeys("verification");
    assertThat(end.firstError()).matches("verification: key \\d+, version 1: byte 77 is .*");
  }

  @Test
  void aWrongRecordIsToldBeforeOtherErrorsThatCameFirst() {
    StopSignal signal = new StopSignal();
    Failures failures = new Failures(OnError.CONTINUE, signal);
    failures.add(WorkloadSpec.invalid("threads", "planted"));
    failures.add(new VerificationException("wrong"));
    assertThat(failures.mostSerious()).isEqualTo("verification: wrong");
    assertThat(signal.raised()).isFalse();
  }

  @Test
  void aLostUpdateIsNoticed() {
    WorkloadSpec spec = Specs.small(Mix.A).keys(1).seeded(1);
    InterceptedPages pages =
        new InterceptedPages(
            store.engine.pages(),
            call ->
                call.is("updateRecord")
                    ? new RecordRef((long) call.args()[0], (int) call.args()[1], 200, 0)
                    : call.proceed());
    VerifiedRecords records = new VerifiedRecords(pages.factory().create(spec), spec);
    records.load(0);
    records.read(0);
    records.update(0);
    assertThatThrownBy(() -> records.read(0))
        .isInstanceOf(VerificationException.class)
        .hasMessage("key 0: version 1 was read, which is not in 2..3");
    assertThatThrownBy(() -> records.readModifyWrite(0)).isInstanceOf(VerificationException.class);
    assertThatThrownBy(() -> records.scan(0, 1)).isInstanceOf(VerificationException.class);
  }

  @Test
  void anUpdateThatFailedAfterAllOrAfterNothingIsRightEitherWay() {
    WorkloadSpec spec = Specs.small(Mix.A).keys(1).seeded(1);
    InterceptedPages pages =
        new InterceptedPages(
            store.engine.pages(),
            call -> {
              if (call.is("updateRecord") && call.ordinal() == 1) {
                throw WorkloadSpec.invalid("planted", "before it was done");
              }
              Object result = call.proceed();
              if (call.is("updateRecord") && call.ordinal() == 2) {
                throw WorkloadSpec.invalid("planted", "after it was done");
              }
              return result;
            });
    VerifiedRecords records = new VerifiedRecords(pages.factory().create(spec), spec);
    records.load(0);
    assertThatThrownBy(() -> records.update(0)).hasMessage("before it was done");
    records.read(0);
    assertThatThrownBy(() -> records.update(0)).hasMessage("after it was done");
    records.read(0);
    records.update(0);
    records.readModifyWrite(0);
    records.read(0);
  }

  @Test
  void aScanThatSkipsOrRepeatsAKeyIsNoticed() {
    WorkloadSpec spec = Specs.small(Mix.E).keys(5).seeded(1);
    InterceptedPages pages =
        new InterceptedPages(
            store.engine.pages(),
            call -> {
              RecordData data = call.is("getRecord") ? (RecordData) call.proceed() : null;
              if (data != null && (int) call.args()[1] == 3) {
                return call.real().getRecord((long) call.args()[0], 2);
              }
              return data == null ? call.proceed() : data;
            });
    VerifiedRecords records = new VerifiedRecords(pages.factory().create(spec), spec);
    for (long key = 0; key < 5; key++) {
      records.load(key);
    }
    assertThat(records.scan(0, 3)).isEqualTo(3);
    assertThat(records.scan(4, 100)).as("cut at the last key").isEqualTo(1);
    assertThatThrownBy(() -> records.scan(0, 4))
        .hasMessage("key 3: the record read is that of key 2");
  }

  /** Turns one bit of the last record, once so many are there. */
  private synchronized void damage(List<RecordRef> loaded, int at) {
    if (loaded.size() != at) {
      return;
    }
    RecordRef record = loaded.getFirst();
    byte[] bytes = store.engine.pages().getRecord(record.pageId(), record.slot()).data();
    bytes[77] ^= 1;
    store.engine.pages().updateRecord(record.pageId(), record.slot(), bytes, null);
  }
}
