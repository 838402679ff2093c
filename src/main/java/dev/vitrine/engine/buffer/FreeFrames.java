package dev.vitrine.engine.buffer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The numbers of the frames that hold no page: one bit for each, so that a frame can be asked for
 * by its number. Thread-safe; never waits.
 *
 * <p>Who takes a frame first takes one off the number of them that nobody has a claim to. So there
 * are always at least as many bits as claims, and who has a claim finds a bit.
 */
final class FreeFrames {

  static final int NONE = -1;

  private final int frames;
  private final AtomicLongArray bits;
  private final AtomicInteger unclaimed;

  /** All of them are free. */
  FreeFrames(int frames) {
    this.frames = frames;
    this.bits = new AtomicLongArray((frames + Long.SIZE - 1) / Long.SIZE);
    this.unclaimed = new AtomicInteger();
    for (int frame = 0; frame < frames; frame++) {
      giveBack(frame);
    }
  }

  /** The frame wished for if it is free, else another; {@link #NONE} when all are in use. */
  int take(int wish) {
    if (!claim()) {
      return NONE;
    }
    return take(wish / Long.SIZE, 1L << wish) ? wish : takeAny((int) (wish + frames / 2L) % frames);
  }

  void giveBack(int frame) {
    long bit = 1L << frame;
    if ((bits.getAndAccumulate(frame / Long.SIZE, bit, (old, more) -> old | more) & bit) != 0) {
      throw new IllegalStateException("frame " + frame + " is given back twice");
    }
    unclaimed.incrementAndGet();
  }

  private boolean claim() {
    return unclaimed.get() > 0 && unclaimed.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  /**
   * From half the pool away onwards: the pages that come next have neighbouring ids, and would find
   * the frames near by taken.
   */
  private int takeAny(int from) {
    for (int word = from / Long.SIZE; ; word = word + 1 == bits.length() ? 0 : word + 1) {
      for (long free = bits.get(word); free != 0; free = bits.get(word)) {
        if (take(word, Long.lowestOneBit(free))) {
          return word * Long.SIZE + Long.numberOfTrailingZeros(free);
        }
      }
    }
  }

  private boolean take(int word, long bit) {
    return (bits.getAndAccumulate(word, bit, (old, less) -> old & ~less) & bit) != 0;
  }
}
