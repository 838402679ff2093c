package dev.vitrine.workload;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * A target's records, each of which is checked whenever it is read: all of its bytes, and that its
 * version is one that it could have then. Writers of one key follow each other, so its versions are
 * 1, 2, 3 …; a reader may see any from the last that was acknowledged before it began to the one
 * that was being written when it ended. An update that failed leaves that open: the next one writes
 * the same version again.
 *
 * <p>In memory: eight bytes a key for its version, beside what the target keeps. Thread-safe.
 */
final class VerifiedRecords {

  /** Keys share them by remainder; waiting for one is part of an operation's latency. */
  private static final int WRITER_LOCKS = 1_024;

  private final WorkloadTarget target;
  private final RecordContent content;
  private final LongTable acknowledged;
  private final ReentrantLock[] writers = new ReentrantLock[WRITER_LOCKS];
  private final long keysMax;
  private final AtomicLong unclaimed;
  private final AtomicLong readable = new AtomicLong();

  /** Keys whose insert failed, to be inserted next: at most one a worker. */
  private final ConcurrentLinkedQueue<Long> handedBack = new ConcurrentLinkedQueue<>();

  VerifiedRecords(WorkloadTarget target, WorkloadSpec spec) {
    this(target, spec, spec.keysMax());
  }

  VerifiedRecords(WorkloadTarget target, WorkloadSpec spec, long keysMax) {
    this.target = target;
    this.content = new RecordContent(spec.seed(), spec.recordBytes());
    this.keysMax = keysMax;
    this.acknowledged = new LongTable(keysMax);
    this.unclaimed = new AtomicLong(spec.keys());
    for (int i = 0; i < WRITER_LOCKS; i++) {
      writers[i] = new ReentrantLock();
    }
  }

  /** Keys from 0 on that were inserted without a hole: any of them can be read. */
  long readable() {
    return readable.get();
  }

  void load(long key) {
    target.load(key, content.of(key, 1));
    inserted(key);
  }

  /** Inserts the next key; false when there are as many as there may be. */
  boolean insert() {
    Long again = handedBack.poll();
    long key = again == null ? unclaimed.getAndIncrement() : again;
    if (key >= keysMax) {
      return false;
    }
    try {
      target.insert(key, content.of(key, 1));
    } catch (RuntimeException e) {
      handedBack.add(key);
      throw e;
    }
    inserted(key);
    return true;
  }

  void read(long key) {
    long before = acknowledged.get(key);
    requireVersion(key, target.read(key), before);
  }

  /** Reads at most {@code count} keys from there on; how many there were. */
  int scan(long firstKey, int count) {
    int there = (int) Math.min(count, readable() - firstKey);
    long[] before = new long[there];
    for (int i = 0; i < there; i++) {
      before[i] = acknowledged.get(firstKey + i);
    }
    long[] next = {firstKey};
    target.scan(
        firstKey,
        there,
        (key, record) -> {
          requireNext(next[0], key);
          requireVersion(key, record, before[(int) (key - firstKey)]);
          next[0]++;
        });
    requireNext(next[0], firstKey + there);
    return there;
  }

  void update(long key) {
    writing(key, version -> target.update(key, content.of(key, version + 1)));
  }

  void readModifyWrite(long key) {
    writing(
        key,
        version ->
            target.readModifyWrite(
                key,
                record -> {
                  requireVersion(key, record, version);
                  return content.of(key, version + 1);
                }));
  }

  private void writing(long key, LongConsumer write) {
    ReentrantLock writer = writers[(int) (key % WRITER_LOCKS)];
    writer.lock();
    try {
      long version = acknowledged.get(key);
      write.accept(version);
      acknowledged.set(key, version + 1);
    } finally {
      writer.unlock();
    }
  }

  private void inserted(long key) {
    acknowledged.set(key, 1);
    long end = readable.get();
    while (end < keysMax && acknowledged.get(end) > 0) {
      readable.compareAndSet(end, end + 1);
      end = readable.get();
    }
  }

  private void requireVersion(long key, byte[] record, long before) {
    long version = content.verifiedVersion(key, record);
    long newest = acknowledged.get(key) + 1;
    if (version < before || version > newest) {
      throw new VerificationException(
          "key %d: version %d was read, which is not in %d..%d"
              .formatted(key, version, before, newest));
    }
  }

  private static void requireNext(long expected, long key) {
    if (key != expected) {
      throw new VerificationException(
          "a scan came to key %d where key %d was next".formatted(key, expected));
    }
  }
}
