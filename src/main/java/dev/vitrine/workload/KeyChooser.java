package dev.vitrine.workload;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Picks the key of the next operation. Thread-safe, as long as each thread brings its own random.
 */
interface KeyChooser {

  /** A key in {@code 0..keys - 1}; there are at least as many keys as at the call before. */
  long next(RandomGenerator random, long keys);

  static KeyChooser of(Distribution distribution, long loadedKeys) {
    return switch (distribution) {
      case ZIPFIAN -> new ScrambledZipfian(loadedKeys);
      case UNIFORM -> (random, keys) -> random.nextLong(keys);
      case LATEST -> new Latest();
      case SEQUENTIAL -> new Sequential();
    };
  }

  /**
   * As YCSB: ranks among ten thousand million items, scattered over the keys by a hash, so that
   * popular keys don't lie side by side. It knows the loaded keys only: were the inserted ones to
   * take part, each insert would make other keys popular.
   */
  final class ScrambledZipfian implements KeyChooser {

    static final long ITEMS = 10_000_000_000L;

    private static final Zipfian RANKS = new Zipfian(ITEMS);
    private static final long FNV_OFFSET_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 1_099_511_628_211L;

    private final long loadedKeys;

    ScrambledZipfian(long loadedKeys) {
      this.loadedKeys = loadedKeys;
    }

    @Override
    public long next(RandomGenerator random, long keys) {
      return Math.floorMod(Math.abs(fnv1a(RANKS.next(random))), loadedKeys);
    }

    /** FNV-1a, 64 bits, over the number's eight bytes, the lowest first. */
    static long fnv1a(long number) {
      long hash = FNV_OFFSET_BASIS;
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        hash = (hash ^ ((number >>> shift) & 0xFF)) * FNV_PRIME;
      }
      return hash;
    }
  }

  /** Zipfian by age. */
  final class Latest implements KeyChooser {

    private volatile Zipfian ages = new Zipfian(1);

    @Override
    public long next(RandomGenerator random, long keys) {
      Zipfian now = ages;
      if (now.items() != keys) {
        now = new Zipfian(keys);
        ages = now;
      }
      return keys - 1 - now.next(random);
    }
  }

  /** Round and round. */
  final class Sequential implements KeyChooser {

    private final AtomicLong turn = new AtomicLong();

    @Override
    public long next(RandomGenerator random, long keys) {
      return turn.getAndIncrement() % keys;
    }
  }
}
