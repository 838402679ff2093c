package dev.vitrine.bench.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * One figure, in a process of its own: {@code StoreRun <store> <directory> <work> <records>
 * <threads> <seconds>}; prints operations a second, or the seconds that loading took.
 */
public final class StoreRun {

  static final int KEY_BYTES = 16;
  static final int VALUE_BYTES = 100;
  static final int SCAN_RECORDS = 1_000;

  /** Every store's own cache; LMDB has the operating system's. */
  private static final int CACHE_MIB_PER_MILLION = 512;

  /** What is done. */
  enum Work {
    LOAD,
    GET,
    SCAN,
    PUT_SYNC,
    PUT_LATER
  }

  private final RecordStore store;
  private final Work work;
  private final long records;

  private StoreRun(RecordStore store, Work work, long records) {
    this.store = store;
    this.work = work;
    this.records = records;
  }

  @SuppressWarnings("SystemOut") // what the parent process reads
  public static void main(String[] args) throws Exception {
    Work work = Work.valueOf(args[2]);
    long records = Long.parseLong(args[3]);
    int threads = Integer.parseInt(args[4]);
    int seconds = Integer.parseInt(args[5]);
    double figure;
    try (RecordStore store = open(args[0], Path.of(args[1]), work, records)) {
      StoreRun run = new StoreRun(store, work, records);
      figure = work == Work.LOAD ? run.load() : run.measure(threads, seconds);
    }
    System.out.println(String.format(Locale.ROOT, "figure %.3f", figure));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static RecordStore open(String name, Path directory, Work work, long records) {
    RecordStore.Durability durability =
        work == Work.PUT_SYNC ? RecordStore.Durability.SYNC : RecordStore.Durability.LATER;
    int cacheMiB = (int) Math.max(256, records * CACHE_MIB_PER_MILLION / 1_000_000);
    return switch (name) {
      case "Vitrine" -> new VitrineStore(directory, durability, cacheMiB);
      case "LMDB" -> new LmdbStore(directory, durability);
      case "MVStore" -> new MvStoreStore(directory, durability, cacheMiB);
      case "RocksDB" -> new RocksStore(directory, durability, cacheMiB);
      default -> throw new IllegalArgumentException("no store " + name);
    };
  }

  private double load() {
    long start = System.nanoTime();
    for (long i = 0; i < records; i++) {
      store.put(key(i), value(i));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** The first half of the time is for warming up. */
  private double measure(int threads, int seconds) throws Exception {
    readEverything();
    LongAdder done = new LongAdder();
    AtomicBoolean stop = new AtomicBoolean();
    CyclicBarrier together = new CyclicBarrier(threads + 1);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      SplittableRandom random = new SplittableRandom(i);
      clients.add(Thread.ofPlatform().start(() -> work(random, done, stop, together)));
    }
    together.await();
    Thread.sleep(seconds * 1_000L);
    long before = done.sum();
    long start = System.nanoTime();
    Thread.sleep(seconds * 1_000L);
    double perSecond = (done.sum() - before) / ((System.nanoTime() - start) / 1e9);
    stop.set(true);
    for (Thread client : clients) {
      client.join();
    }
    return perSecond;
  }

  /** Has everything in memory. */
  private void readEverything() {
    for (long i = 0; i < records; i++) {
      store.get(key(i));
    }
  }

  private void work(
      SplittableRandom random, LongAdder done, AtomicBoolean stop, CyclicBarrier together) {
    try {
      together.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    while (!stop.get()) {
      long i = random.nextLong(records);
      switch (work) {
        case GET -> {
          if (store.get(key(i)).length != VALUE_BYTES) {
            throw new IllegalStateException("a wrong value of record " + i);
          }
          done.increment();
        }
        case SCAN -> {
          store.scan(key(i), SCAN_RECORDS);
          done.add(SCAN_RECORDS);
        }
        case PUT_SYNC, PUT_LATER -> {
          store.put(key(i), value(random.nextLong()));
          done.increment();
        }
        case LOAD -> throw new IllegalStateException("loading is not measured like this");
      }
    }
  }

  /** Different for each number, and in no order. */
  private static byte[] key(long i) {
    long mixed = i * 0x9E3779B97F4A7C15L;
    return ByteBuffer.allocate(KEY_BYTES).putLong(mixed).putLong(mixed ^ (mixed >>> 32)).array();
  }

  private static byte[] value(long i) {
    byte[] value = new byte[VALUE_BYTES];
    ByteBuffer.wrap(value).putLong(i).putLong(~i);
    return value;
  }
}
