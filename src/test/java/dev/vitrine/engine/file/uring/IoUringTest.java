package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class IoUringTest {

  private static final int PAGE = 4096;

  private final Path directory = Assumed.diskDirectory();
  private final Arena arena = Arena.ofShared();
  private FaultyCalls calls;

  @BeforeEach
  void needsARing() throws IOException {
    Assumed.ring();
    calls = new FaultyCalls();
  }

  @AfterEach
  void cleanUp() throws IOException {
    arena.close();
    Assumed.delete(directory);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 128})
  void eightThreadsReadBackEveryByteTheyWrote(int depth) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    try (IoUring ring = IoUring.open(depth, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> work = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int mine = thread;
        work.add(threads.submit(() -> writeAndReadBack(file, mine, seed + mine)));
      }
      for (Future<?> done : work) {
        done.get();
      }
    }
  }

  /** Each thread has every eighth page; the last version of each must come back. */
  private Void writeAndReadBack(UringFile file, int mine, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int pages = 40;
    long[] stamps = new long[pages];
    MemorySegment page = arena.allocate(PAGE, PAGE);
    for (int round = 0; round < 400; round++) {
      int index = random.nextInt(pages);
      long position = (index * 8L + mine) * PAGE;
      if (stamps[index] == 0 || random.nextBoolean()) {
        stamps[index] = random.nextLong() | 1;
        fill(page, stamps[index]);
        file.write(page, position);
      } else {
        page.fill((byte) 0);
        file.read(page, position);
        verify(page, stamps[index]);
      }
    }
    return null;
  }

  private static void fill(MemorySegment page, long stamp) {
    for (long i = 0; i < page.byteSize() / 8; i++) {
      page.setAtIndex(JAVA_LONG, i, stamp * (i + 1));
    }
  }

  private static void verify(MemorySegment page, long stamp) {
    for (long i = 0; i < page.byteSize() / 8; i++) {
      if (page.getAtIndex(JAVA_LONG, i) != stamp * (i + 1)) {
        throw new AssertionError("word " + i + " of a page is not what was written");
      }
    }
  }

  @Test
  void virtualThreadsMayWaitHere() throws Exception {
    try (IoUring ring = IoUring.open(4, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        long stamp = i + 1L;
        work.add(
            threads.submit(() -> {
              MemorySegment page = arena.allocate(PAGE, PAGE);
              fill(page, stamp);
              file.write(page, stamp * PAGE);
              page.fill((byte) 0);
              file.read(page, stamp * PAGE);
              verify(page, stamp);
              return null;
            }));
      }
      for (Future<?> done : work) {
        done.get();
      }
    }
  }

  @Test
  void aBatchGoesToTheKernelInOneCall() throws IOException {
    try (IoUring ring = IoUring.open(32, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      file.write(arena.allocate(32 * PAGE, PAGE), 0);
      int enters = calls.enters();
      int submissions = calls.submissions();
      CountDownLatch done = new CountDownLatch(32);
      List<Transfer> batch = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        MemorySegment page = arena.allocate(PAGE, PAGE);
        batch.add(file.reading(page, (long) i * PAGE, failure -> done.countDown()));
      }
      ring.submit(batch);
      awaitUninterruptibly(done);
      // The doorbell's read is put again after each ring, so there may be a call for that too.
      assertThat(calls.submissions() - submissions).isBetween(32, 34);
      assertThat(calls.enters() - enters).isBetween(1, 3);
    }
  }

  @Test
  void moreThanTheDepthWaitsForSlotsAndNothingIsLost() throws IOException {
    try (IoUring ring = IoUring.open(3, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      AtomicInteger highest = new AtomicInteger();
      CountDownLatch done = new CountDownLatch(200);
      List<Transfer> batch = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        MemorySegment page = arena.allocate(PAGE, PAGE);
        fill(page, i + 1);
        batch.add(
            file.writing(
                page,
                (long) i * PAGE,
                failure -> {
                  assertThat(failure).isNull();
                  highest.accumulateAndGet(ring.inFlight(), Math::max);
                  done.countDown();
                }));
      }
      ring.submit(batch);
      awaitUninterruptibly(done);
      assertThat(highest.get()).isBetween(1, 3);
      MemorySegment page = arena.allocate(PAGE, PAGE);
      for (int i = 0; i < 200; i++) {
        file.read(page, (long) i * PAGE);
        verify(page, i + 1);
      }
    }
  }

  @Test
  void twoBatchesLargerThanTheDepthDoNotWaitForEachOther() throws Exception {
    try (IoUring ring = IoUring.open(4, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      file.write(arena.allocate(PAGE, PAGE), 0);
      CountDownLatch done = new CountDownLatch(4 * 500);
      for (int thread = 0; thread < 4; thread++) {
        threads.execute(() -> {
          for (int round = 0; round < 50; round++) {
            List<Transfer> batch = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
              MemorySegment page = arena.allocate(PAGE, PAGE);
              batch.add(file.reading(page, 0, failure -> done.countDown()));
            }
            ring.submit(batch);
          }
        });
      }
      awaitUninterruptibly(done);
    }
  }

  @Test
  void aCompletionCanAlwaysSubmitOneMore() throws IOException {
    try (IoUring ring = IoUring.open(2, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      file.write(arena.allocate(PAGE, PAGE), 0);
      CountDownLatch done = new CountDownLatch(2);
      AtomicInteger left = new AtomicInteger(2_000);
      for (int chain = 0; chain < 2; chain++) {
        MemorySegment page = arena.allocate(PAGE, PAGE);
        class Next implements Completion {
          @Override
          public void completed(IOException failure) {
            if (failure != null || left.getAndDecrement() <= 0) {
              done.countDown();
            } else if (!ring.trySubmit(file.reading(page, 0, this))) {
              throw new AssertionError("no slot");
            }
          }
        }
        ring.submit(List.of(file.reading(page, 0, new Next())));
      }
      // A third that always wants a slot, too.
      MemorySegment page = arena.allocate(PAGE, PAGE);
      while (done.getCount() > 0) {
        file.read(page, 0);
      }
      assertThat(left.get()).isLessThanOrEqualTo(0);
    }
  }

  @Test
  void withoutASlotTryingDoesNothing() throws Exception {
    try (IoUring ring = IoUring.open(1, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      file.write(arena.allocate(PAGE, PAGE), 0);
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Completion holding =
          failure -> {
            inside.countDown();
            awaitUninterruptibly(goOn);
          };
      ring.submit(List.of(file.reading(arena.allocate(PAGE, PAGE), 0, holding)));
      inside.await();
      AtomicInteger completions = new AtomicInteger();
      Transfer refused =
          file.reading(arena.allocate(PAGE, PAGE), 0, failure -> completions.incrementAndGet());
      assertThat(ring.trySubmit(refused)).isFalse();
      goOn.countDown();
      file.read(arena.allocate(PAGE, PAGE), 0);
      assertThat(completions.get()).isZero();
      assertThat(ring.trySubmit(refused)).isTrue();
    }
  }

  @Test
  void aTransferIsSubmittedOnce() throws IOException {
    try (IoUring ring = IoUring.open(2, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      Transfer transfer = file.writing(arena.allocate(PAGE, PAGE), 0, failure -> {});
      ring.submit(List.of(transfer));
      assertThatThrownBy(() -> ring.submit(List.of(transfer)))
          .isInstanceOf(IllegalStateException.class);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> ring.trySubmit(transfer))
            .isInstanceOf(IllegalStateException.class);
      }
      // Had slots gone with them, this would wait for ever.
      file.sync();
    }
  }

  @Test
  void aCompletionThatThrowsOrWouldWaitHarmsNobody() throws IOException {
    try (IoUring ring = IoUring.open(2, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      MemorySegment page = arena.allocate(PAGE, PAGE);
      List<Throwable> thrown = new ArrayList<>();
      CountDownLatch done = new CountDownLatch(3);
      for (Runnable wouldWait :
          List.<Runnable>of(
              () -> ring.submit(List.of()),
              () -> closeUnchecked(ring::close),
              () -> closeUnchecked(file::close))) {
        Completion completion =
            failure -> {
              try {
                wouldWait.run();
              } catch (IllegalStateException e) {
                thrown.add(e);
                done.countDown();
                throw e;
              }
            };
        ring.submit(List.of(file.writing(page, 0, completion)));
      }
      awaitUninterruptibly(done);
      assertThat(thrown).hasSize(3);
      file.read(page, 0);
    }
  }

  @Test
  void closingWaitsForEverythingInFlight() throws IOException {
    for (int round = 0; round < 30; round++) {
      IoUring ring = IoUring.open(64, calls);
      UringFile file = UringFile.open(ring, directory.resolve("pages"), true);
      AtomicInteger completed = new AtomicInteger();
      List<Transfer> batch = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        batch.add(
            file.writing(
                arena.allocate(PAGE, PAGE),
                (long) i * PAGE,
                failure -> {
                  if (failure == null) {
                    completed.incrementAndGet();
                  }
                }));
      }
      ring.submit(batch);
      ring.close();
      assertThat(completed.get()).isEqualTo(64);
      file.close();
    }
  }

  @Test
  void closingUnderLoadHangsNobodyAndTellsTheOthers() throws Exception {
    for (int round = 0; round < 20; round++) {
      IoUring ring = IoUring.open(4, calls);
      UringFile file = UringFile.open(ring, directory.resolve("pages"), true);
      file.write(arena.allocate(PAGE, PAGE), 0);
      boolean ringFirst = round % 2 == 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        CountDownLatch running = new CountDownLatch(8);
        List<Future<String>> ends = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          MemorySegment page = arena.allocate(PAGE, PAGE);
          ends.add(
              threads.submit(() -> {
                while (true) {
                  try {
                    file.read(page, 0);
                    running.countDown();
                  } catch (IOException e) {
                    return e.getMessage();
                  }
                }
              }));
        }
        running.await();
        if (ringFirst) {
          ring.close();
        } else {
          file.close();
        }
        for (Future<String> end : ends) {
          assertThat(end.get(20, TimeUnit.SECONDS))
              .endsWith(ringFirst ? "the ring is closed" : "the file is closed");
        }
      }
      file.close();
      ring.close();
      assertThat(ring.inFlight()).isZero();
    }
  }

  @Test
  void afterClosingEveryCallSaysSo() throws Exception {
    IoUring ring = IoUring.open(4, calls);
    UringFile file = UringFile.open(ring, directory.resolve("pages"), true);
    MemorySegment page = arena.allocate(PAGE, PAGE);
    file.write(page, 0);
    ring.close();
    ring.close();
    assertThatThrownBy(() -> file.read(page, 0)).hasMessageContaining("the ring is closed");
    assertThatThrownBy(() -> file.write(page, 0)).hasMessageContaining("the ring is closed");
    assertThatThrownBy(file::sync).hasMessageContaining("the ring is closed");
    CompletableFuture<Void> read = file.readAsync(page, 0);
    assertThatThrownBy(read::join).hasMessageContaining("the ring is closed");
    file.close();
    assertThat(ring.inFlight()).isZero();
  }

  @Test
  void anInterruptedCallerStillWaitsAndKeepsItsFlag() throws Exception {
    try (IoUring ring = IoUring.open(2, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      file.write(arena.allocate(PAGE, PAGE), 0);
      // The ring's thread is held in a completion, so that the reader certainly waits.
      CountDownLatch goOn = new CountDownLatch(1);
      ring.submit(
          List.of(
              file.reading(arena.allocate(PAGE, PAGE), 0, failure -> awaitUninterruptibly(goOn))));
      AtomicReference<Object> outcome = new AtomicReference<>("nothing");
      Thread reader =
          new Thread(() -> {
            try {
              file.read(arena.allocate(PAGE, PAGE), 0);
              outcome.set(Thread.currentThread().isInterrupted());
            } catch (IOException e) {
              outcome.set(e);
            }
          });
      reader.start();
      while (reader.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      reader.interrupt();
      reader.join(100);
      assertThat(reader.isAlive()).isTrue();
      assertThat(outcome.get()).isEqualTo("nothing");
      goOn.countDown();
      reader.join();
      assertThat(outcome.get()).isEqualTo(true);
    }
  }

  @Test
  void aKernelThatIsInterruptedOrShortOfMemoryIsAskedAgain() throws IOException {
    try (IoUring ring = IoUring.open(8, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      MemorySegment page = arena.allocate(PAGE, PAGE);
      for (int i = 0; i < 60; i++) {
        calls.failNextEnter(List.of(Errno.EINTR, Errno.EAGAIN, Errno.EBUSY).get(i % 3));
        fill(page, i + 1);
        file.write(page, 0);
        page.fill((byte) 0);
        file.read(page, 0);
        verify(page, i + 1);
      }
      assertThat(calls.allFailed()).isTrue();
    }
  }

  @Test
  void aRingThatBreaksRefusesWhatTheKernelHasNotAndCloses() throws IOException {
    long descriptors = Leaks.descriptors();
    IoUring ring = IoUring.open(8, calls);
    try (UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      MemorySegment page = arena.allocate(PAGE, PAGE);
      file.write(page, 0);
      calls.failNextEnter(Errno.EFAULT);
      // The ring's thread may wait in the kernel already; then the second call meets the failure.
      assertThatThrownBy(
              () -> {
                file.read(page, 0);
                file.read(page, 0);
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the ring is broken: io_uring_enter failed: Bad address");
      assertThatThrownBy(() -> file.read(page, 0)).hasMessageContaining("the ring is broken");
    }
    ring.close();
    assertThat(Leaks.descriptors()).isEqualTo(descriptors);
  }

  @Test
  void aRingThatCannotBeWokenIsBrokenAndCloses() throws IOException {
    long descriptors = Leaks.descriptors();
    SystemCalls deaf =
        new FaultyCalls() {
          @Override
          int eventfd() {
            // Can be written to, and not read.
            return open("/dev/null".getBytes(StandardCharsets.US_ASCII), 1, 0);
          }
        };
    IoUring ring = IoUring.open(8, deaf);
    try (UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      MemorySegment page = arena.allocate(PAGE, PAGE);
      // The first may go with the call that finds out.
      assertThatThrownBy(
              () -> {
                file.write(page, 0);
                file.write(page, 0);
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its doorbell failed: Bad file descriptor");
    }
    ring.close();
    assertThat(Leaks.descriptors()).isEqualTo(descriptors);
  }

  @Test
  void nothingIsLeftAfterManyRingsAndFiles() throws IOException {
    openAndClose();
    long descriptors = Leaks.descriptors();
    long mappings = Leaks.ringMappings();
    for (int cycle = 0; cycle < 200; cycle++) {
      openAndClose();
    }
    assertThat(Leaks.descriptors()).isEqualTo(descriptors);
    assertThat(Leaks.ringMappings()).isEqualTo(mappings).isZero();
  }

  private void openAndClose() throws IOException {
    try (IoUring ring = IoUring.open(16, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      assertThat(Leaks.ringMappings()).isEqualTo(2);
      file.write(arena.allocate(PAGE, PAGE), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, IoUring.DEPTH_MAX + 1})
  void aDepthOutOfBoundsIsRefused(int depth) {
    assertThatThrownBy(() -> IoUring.open(depth)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theGreatestDepthWorks() throws IOException {
    try (IoUring ring = IoUring.open(IoUring.DEPTH_MAX, calls);
        UringFile file = UringFile.open(ring, directory.resolve("pages"), true)) {
      file.write(arena.allocate(PAGE, PAGE), 0);
    }
  }

  private interface Closing {
    void close() throws IOException;
  }

  private static void closeUnchecked(Closing closing) {
    try {
      closing.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
