package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RingTest {

  @BeforeEach
  void needsARing() {
    Assumed.ring();
  }

  @Test
  void requestsComeBackWithTheirUserData() throws IOException {
    try (Ring ring = Ring.create(SystemCalls.load(), 8)) {
      // Many times around both queues.
      for (long round = 0; round < 1_000; round++) {
        putNops(ring, round * 8, 8);
        assertThat(ring.enter(8)).isZero();
        assertThat(reapAll(ring)).containsExactlyElementsOf(numbers(round * 8, 8));
      }
    }
  }

  @Test
  void aFullSubmissionQueueTakesNoMoreAndLosesNothing() throws IOException {
    try (Ring ring = Ring.create(SystemCalls.load(), 4)) {
      putNops(ring, 0, 4);
      assertThat(ring.submissions().full()).isTrue();
      assertThatThrownBy(() -> putNops(ring, 4, 1)).isInstanceOf(IllegalStateException.class);
      assertThat(ring.enter(4)).isZero();
      assertThat(ring.submissions().full()).isFalse();
      assertThat(reapAll(ring)).containsExactly(0L, 1L, 2L, 3L);
    }
  }

  @Test
  void completionsBeyondTheQueueAreKeptByTheKernelAndFetched() throws IOException {
    try (Ring ring = Ring.create(SystemCalls.load(), 4)) {
      assertThat(ring.completionEntries()).isEqualTo(8);
      for (int round = 0; round < 5; round++) {
        putNops(ring, round * 4L, 4);
        ring.enter(0);
      }
      assertThat(ring.submissions().completionsOverflowed()).isTrue();
      assertThat(reapAll(ring)).containsExactlyElementsOf(numbers(0, 20));
      assertThat(ring.submissions().completionsOverflowed()).isFalse();
      assertThat(ring.dropped()).isZero();
    }
  }

  @Test
  void whatTheKernelHasNotTakenCanBeTakenBack() throws IOException {
    try (Ring ring = Ring.create(SystemCalls.load(), 4)) {
      putNops(ring, 0, 2);
      ring.enter(2);
      putNops(ring, 2, 3);
      List<Long> back = new ArrayList<>();
      ring.submissions().withdraw(back::add);
      assertThat(back).containsExactly(2L, 3L, 4L);
      putNops(ring, 5, 1);
      assertThat(ring.enter(1)).isZero();
      assertThat(reapAll(ring)).containsExactly(0L, 1L, 5L);
    }
  }

  @Test
  void aKernelThatMapsTheRingsApartWorksTheSame() throws IOException {
    SystemCalls apart =
        new FaultyCalls() {
          @Override
          int setup(int entries, MemorySegment params) {
            int fd = super.setup(entries, params);
            long features = Abi.offset(Abi.PARAMS, "features");
            params.set(
                JAVA_INT, features, params.get(JAVA_INT, features) & ~Abi.IORING_FEAT_SINGLE_MMAP);
            return fd;
          }
        };
    long mappings = Leaks.ringMappings();
    try (Ring ring = Ring.create(apart, 8)) {
      assertThat(Leaks.ringMappings()).isEqualTo(mappings + 3);
      putNops(ring, 0, 8);
      assertThat(ring.enter(8)).isZero();
      assertThat(reapAll(ring)).containsExactlyElementsOf(numbers(0, 8));
    }
    assertThat(Leaks.ringMappings()).isEqualTo(mappings);
  }

  @Test
  void aKernelWithoutTheFlagsOfAnOwnThreadGetsAPlainRing() throws IOException {
    List<Integer> tried = new ArrayList<>();
    SystemCalls older =
        new FaultyCalls() {
          @Override
          int setup(int entries, MemorySegment params) {
            int flags = params.get(JAVA_INT, Abi.offset(Abi.PARAMS, "flags"));
            tried.add(flags);
            return flags != 0 ? -Errno.EINVAL.number() : super.setup(entries, params);
          }
        };
    try (Ring ring = Ring.create(older, 8)) {
      putNops(ring, 0, 8);
      assertThat(ring.enter(8)).isZero();
      assertThat(reapAll(ring)).containsExactlyElementsOf(numbers(0, 8));
    }
    assertThat(tried).containsExactly(0x3000, 0);
  }

  @Test
  void aMappingThatFailsLeavesNothingBehind() throws IOException {
    SystemCalls noMemory =
        new FaultyCalls() {
          @Override
          long mmap(long lengthBytes, int ringFd, long offset) {
            return offset == Abi.IORING_OFF_SQ_RING
                ? -Errno.ENOMEM.number()
                : super.mmap(lengthBytes, ringFd, offset);
          }
        };
    long descriptors = Leaks.descriptors();
    long mappings = Leaks.ringMappings();
    assertThatThrownBy(() -> Ring.create(noMemory, 8))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot allocate memory");
    assertThat(Leaks.descriptors()).isEqualTo(descriptors);
    assertThat(Leaks.ringMappings()).isEqualTo(mappings);
  }

  private static void putNops(Ring ring, long first, int count) {
    for (long id = first; id < first + count; id++) {
      ring.submissions().put(Abi.IORING_OP_NOP, -1, 0, 0, 0, id);
    }
  }

  private static List<Long> reapAll(Ring ring) {
    List<Long> reaped = new ArrayList<>();
    int count =
        ring.reap((userData, result) -> {
          assertThat(result).isZero();
          reaped.add(userData);
        });
    assertThat(count).isEqualTo(reaped.size());
    return reaped;
  }

  private static List<Long> numbers(long first, int count) {
    return LongStream.range(first, first + count).boxed().toList();
  }
}
