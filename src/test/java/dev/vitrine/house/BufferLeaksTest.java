package dev.vitrine.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;

class BufferLeaksTest {

  @Test
  void theDetectorIsAtItsStrictestInEveryTest() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
  }

  @Test
  void aBufferThatIsNeverReleasedIsFound() throws InterruptedException {
    leak();
    assertThat(BufferLeaks.search()).anyMatch(it -> it.contains("leaked"));
  }

  private static void leak() {
    PooledByteBufAllocator.DEFAULT.directBuffer(64);
  }
}
