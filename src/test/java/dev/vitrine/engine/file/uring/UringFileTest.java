package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UringFileTest {

  private static final int PAGE = 4096;

  private final Path directory = Assumed.diskDirectory();
  private final Path path = directory.resolve("pages");
  private final Arena arena = Arena.ofShared();
  private IoUring ring;

  @BeforeEach
  void open() throws IOException {
    Assumed.ring();
    ring = IoUring.open(16);
  }

  @AfterEach
  void close() throws IOException {
    if (ring != null) {
      ring.close();
    }
    arena.close();
    Assumed.delete(directory);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileChannelSeesTheSameBytes(boolean direct) throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] model = new byte[64 * PAGE];
    Path copy = directory.resolve("copy");
    try (UringFile file = UringFile.open(ring, path, direct);
        FileChannel channel =
            FileChannel.open(
                copy,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      assertThat(file.direct()).isEqualTo(direct);
      file.write(arena.allocate(model.length, PAGE), 0);
      channel.write(ByteBuffer.wrap(model), 0);
      for (int round = 0; round < 500; round++) {
        int pages = 1 + random.nextInt(8);
        int first = random.nextInt(64 - pages);
        MemorySegment bytes = arena.allocate((long) pages * PAGE, PAGE);
        if (random.nextBoolean()) {
          byte[] content = new byte[pages * PAGE];
          random.nextBytes(content);
          file.write(bytes.copyFrom(MemorySegment.ofArray(content)), (long) first * PAGE);
          channel.write(ByteBuffer.wrap(content), (long) first * PAGE);
        } else {
          ByteBuffer expected = ByteBuffer.allocate(pages * PAGE);
          channel.read(expected, (long) first * PAGE);
          file.read(bytes, (long) first * PAGE);
          assertThat(bytes.toArray(JAVA_BYTE)).isEqualTo(expected.array());
        }
      }
      file.sync();
      assertThat(file.size()).isEqualTo(model.length);
    }
    assertThat(Files.mismatch(path, copy)).isEqualTo(-1);
  }

  @Test
  void positionsNeedNoBlocksThroughThePageCache() throws IOException {
    try (UringFile file = UringFile.open(ring, path, false)) {
      byte[] text = "vitrine".getBytes(StandardCharsets.US_ASCII);
      file.write(arena.allocateFrom(JAVA_BYTE, text), 4093);
      MemorySegment back = arena.allocate(3);
      file.read(back, 4095);
      assertThat(back.toArray(JAVA_BYTE)).isEqualTo(new byte[] {'t', 'r', 'i'});
      assertThat(file.size()).isEqualTo(4100);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void buffersOnAndOffTheHeapAreFilledAndAdvanced(boolean direct) throws IOException {
    try (UringFile file = UringFile.open(ring, path, direct)) {
      ByteBuffer heap = ByteBuffer.allocate(2 * PAGE);
      Arrays.fill(heap.array(), (byte) 7);
      heap.position(PAGE);
      file.write(heap, 0);
      assertThat(heap.remaining()).isZero();
      assertThat(file.size()).isEqualTo(PAGE);
      ByteBuffer back = arena.allocate(2 * PAGE, PAGE).asByteBuffer();
      back.limit(PAGE);
      file.read(back, 0);
      assertThat(back.position()).isEqualTo(PAGE);
      assertThat(back.get(0)).isEqualTo((byte) 7);
      assertThat(back.get(PAGE - 1)).isEqualTo((byte) 7);
      assertThat(back.clear().get(2 * PAGE - 1)).isZero();
      ByteBuffer empty = ByteBuffer.allocate(0);
      file.read(empty, 0);
      file.write(empty, 0);
      heap.clear().limit(PAGE);
      Arrays.fill(heap.array(), (byte) 0);
      file.read(heap, 0);
      assertThat(heap.get(PAGE - 1)).isEqualTo((byte) 7);
      assertThat(heap.array()[PAGE]).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readingBeyondTheEndIsEndOfFile(boolean direct) throws IOException {
    // Ends within a block: a direct read gets a part of it, and then no more.
    Files.write(path, new byte[3 * PAGE + 100]);
    try (UringFile file = UringFile.open(ring, path, direct)) {
      MemorySegment page = arena.allocate(PAGE, PAGE);
      MemorySegment four = arena.allocate(4 * PAGE, PAGE);
      file.read(page, 2 * PAGE);
      assertThatThrownBy(() -> file.read(page, 3 * PAGE))
          .isInstanceOf(EOFException.class)
          .hasMessage(path + " ends before " + 4 * PAGE);
      assertThatThrownBy(() -> file.read(four, 0)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> file.read(page, 100 * PAGE)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> file.readAsync(page, 4 * PAGE).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(EOFException.class);
    }
  }

  @Test
  void shortReadsAndWritesGoOnWhereTheyStopped() {
    try (UringFile file = new UringFile(ring, path, -1, true, PAGE)) {
      Transfer transfer = file.reading(arena.allocate(4 * PAGE, PAGE), 0, failure -> {});
      SubmissionQueueProbe probe = new SubmissionQueueProbe();
      probe.put(transfer);
      assertThat(transfer.advance(PAGE)).isFalse();
      assertThat(probe.put(transfer)).containsExactly(PAGE, 3 * PAGE);
      // A part of a block: the block is asked for again.
      assertThat(transfer.advance(PAGE + 512)).isFalse();
      assertThat(probe.put(transfer)).containsExactly(2 * PAGE, 2 * PAGE);
      assertThat(transfer.advance(-Errno.EINTR.number())).isFalse();
      assertThat(probe.put(transfer)).containsExactly(2 * PAGE, 2 * PAGE);
      assertThat(transfer.advance(2 * PAGE)).isTrue();
      transfer.finish();
      transfer.await();
    } catch (IOException e) {
      // The file has no descriptor to close.
      assertThat(e).hasMessageContaining("Bad file descriptor");
    }
  }

  @Test
  void aFullDeviceIsSaidInTheWordsThatTheEngineKnows() throws IOException {
    try (UringFile file = UringFile.open(ring, Path.of("/dev/full"), true)) {
      MemorySegment page = arena.allocate(PAGE, PAGE);
      assertThatThrownBy(() -> file.write(page, 0))
          .isInstanceOf(IOException.class)
          .hasMessage("writing /dev/full: No space left on device");
      file.read(page, 0);
    }
  }

  @Test
  void aDescriptorThatIsReadOnlyRefusesWrites() throws IOException {
    Files.write(path, new byte[PAGE]);
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    int fd = ring.calls().open(name, Platform.O_RDONLY | Platform.O_CLOEXEC, 0);
    try (UringFile file = new UringFile(ring, path, fd, false, PAGE)) {
      MemorySegment page = arena.allocate(PAGE, PAGE);
      file.read(page, 0);
      assertThatThrownBy(() -> file.write(page, 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Bad file descriptor");
      file.read(page, 0);
    }
  }

  @Test
  void aFileSystemWithoutDirectIoIsUsedThroughThePageCache() throws IOException {
    // The kernel knows no direct I/O for this device.
    try (UringFile file = UringFile.open(ring, Path.of("/dev/zero"), true)) {
      assumeThat(file.direct()).isFalse();
      MemorySegment bytes = arena.allocate(100);
      file.read(bytes.fill((byte) 1), 0);
      assertThat(bytes.toArray(JAVA_BYTE)).isEqualTo(new byte[100]);
    }
  }

  @Test
  void whatCannotBeOpenedSaysWhy() {
    long descriptors = Leaks.descriptors();
    assertThatThrownBy(() -> UringFile.open(ring, directory, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Is a directory");
    assertThatThrownBy(() -> UringFile.open(ring, directory.resolve("none/file"), true))
        .hasMessageContaining("No such file or directory");
    assertThat(Leaks.descriptors()).isEqualTo(descriptors);
  }

  @Test
  void namesBeyondAsciiAreJavasOwn() throws IOException {
    Path name = directory.resolve("vitrine-été-窓");
    try (UringFile file = UringFile.open(ring, name, true)) {
      file.write(arena.allocate(PAGE, PAGE), 0);
      assertThat(Files.size(name)).isEqualTo(PAGE);
    }
  }

  @Test
  void buffersTheKernelMustNotSeeAreRefused() throws IOException {
    try (UringFile file = UringFile.open(ring, path, true)) {
      MemorySegment page = arena.allocate(PAGE, PAGE);
      file.write(page, 0);
      MemorySegment freed;
      try (Arena shortLived = Arena.ofConfined()) {
        freed = shortLived.allocate(PAGE, PAGE);
      }
      for (MemorySegment bad :
          new MemorySegment[] {
            MemorySegment.ofArray(new byte[PAGE]),
            freed,
            MemorySegment.NULL,
            arena.allocate(2 * PAGE, PAGE).asSlice(512, PAGE),
            page.asSlice(0, 512),
            page.asReadOnly()
          }) {
        assertThatThrownBy(() -> file.read(bad, 0)).isInstanceOf(IllegalArgumentException.class);
      }
      for (long bad : new long[] {-PAGE, 512, Long.MAX_VALUE - 100}) {
        assertThatThrownBy(() -> file.read(page, bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> file.write(page, bad))
            .isInstanceOf(IllegalArgumentException.class);
      }
      file.write(page.asReadOnly(), 0);
    }
  }

  @Test
  void aClosedFileRefusesAndItsDescriptorIsNotUsedAgain() throws IOException {
    UringFile file = UringFile.open(ring, path, true);
    MemorySegment page = arena.allocate(PAGE, PAGE);
    file.write(page, 0);
    file.close();
    file.close();
    assertThatThrownBy(() -> file.write(page, 0)).hasMessageContaining("the file is closed");
    assertThatThrownBy(() -> file.writeAsync(page, 0).join())
        .hasMessageContaining("the file is closed");
    assertThatThrownBy(file::sync).hasMessageContaining("the file is closed");
    ring.close();
    assertThat(ring.inFlight()).isZero();
  }
}
