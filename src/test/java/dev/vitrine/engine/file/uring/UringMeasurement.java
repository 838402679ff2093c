package dev.vitrine.engine.file.uring;

import com.sun.management.OperatingSystemMXBean;
import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Random 4 KiB direct I/O on a file of 1 GiB in {@code target}: the ring, as many threads on a
 * {@link FileChannel}, and fio. Not a part of the build; run by hand, see docs/designs/io-uring.md.
 */
final class UringMeasurement {

  private static final int PAGE = 4096;
  private static final int PAGES = 1 << 18;
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int SECONDS = Integer.getInteger("seconds", 4);
  private static final List<Integer> DEPTHS = List.of(1, 32, 128);
  private static final Pattern FIO_IOPS = Pattern.compile("\"iops\" : ([0-9.]+)");

  /** Its CPU time says less of others' load than the clock; of fio, another process, nothing. */
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private UringMeasurement() {}

  private interface Subject {
    /** Calls a second. */
    double run(Path file, boolean write, int depth) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Assumed.diskDirectory();
    Path file = directory.resolve("measured");
    try {
      create(file);
      Map<String, Subject> subjects = new LinkedHashMap<>();
      subjects.put("ring, async", UringMeasurement::asynchronous);
      subjects.put("ring, async, plain", UringMeasurement::plain);
      subjects.put("ring, threads", UringMeasurement::blocking);
      subjects.put("FileChannel, threads", UringMeasurement::channel);
      subjects.put("fio io_uring", UringMeasurement::fio);
      asynchronous(file, false, 32);
      channel(file, false, 32);
      for (boolean write : new boolean[] {false, true}) {
        for (int depth : DEPTHS) {
          measure(subjects, file, write, depth);
        }
      }
    } finally {
      Assumed.delete(directory);
    }
  }

  private static void measure(Map<String, Subject> subjects, Path file, boolean write, int depth)
      throws Exception {
    Map<String, double[]> iops = new LinkedHashMap<>();
    Map<String, double[]> cpuMicros = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (var subject : subjects.entrySet()) {
        long cpu = PROCESS.getProcessCpuTime();
        double rate = subject.getValue().run(file, write, depth);
        iops.computeIfAbsent(subject.getKey(), name -> new double[ROUNDS])[round] = rate;
        cpuMicros.computeIfAbsent(subject.getKey(), name -> new double[ROUNDS])[round] =
            (PROCESS.getProcessCpuTime() - cpu) / 1e3 / (rate * SECONDS);
      }
    }
    double fio = median(iops.get("fio io_uring"));
    iops.forEach((name, rounds) ->
        System.out.printf(
            "%-5s depth %3d  %-21s median %8.0f/s  ratio to fio %.2f  CPU %5.1f us  %s%n",
            write ? "write" : "read",
            depth,
            name,
            median(rounds),
            median(rounds) / fio,
            median(cpuMicros.get(name)),
            Arrays.toString(Arrays.stream(rounds).mapToLong(Math::round).toArray())));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void create(Path file) throws IOException {
    byte[] mebibyte = new byte[1 << 20];
    SplittableRandom random = new SplittableRandom(1);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 1 << 10; i++) {
        random.nextBytes(mebibyte);
        channel.write(ByteBuffer.wrap(mebibyte));
      }
      channel.force(true);
    }
  }

  private static long position(SplittableRandom random) {
    return (long) random.nextInt(PAGES) * PAGE;
  }

  /** One thread starts {@code depth} chains; each completion starts the next of its chain. */
  private static double asynchronous(Path path, boolean write, int depth) throws Exception {
    return chains(SystemCalls.load(), path, write, depth);
  }

  /** As the kernels before 6.1 do it. */
  private static double plain(Path path, boolean write, int depth) throws Exception {
    SystemCalls older =
        new FaultyCalls() {
          @Override
          int setup(int entries, MemorySegment params) {
            boolean flags = params.get(ValueLayout.JAVA_INT, Abi.offset(Abi.PARAMS, "flags")) != 0;
            return flags ? -Errno.EINVAL.number() : super.setup(entries, params);
          }
        };
    return chains(older, path, write, depth);
  }

  private static double chains(SystemCalls calls, Path path, boolean write, int depth)
      throws Exception {
    try (Arena arena = Arena.ofShared();
        IoUring ring = IoUring.open(depth, calls);
        UringFile file = UringFile.open(ring, path, true)) {
      long start = System.nanoTime();
      long end = start + SECONDS * 1_000_000_000L;
      CountDownLatch done = new CountDownLatch(depth);
      List<Chain> chains = new ArrayList<>();
      for (int i = 0; i < depth; i++) {
        chains.add(new Chain(ring, file, arena.allocate(PAGE, PAGE), write, end, done));
      }
      ring.submit(chains.stream().map(Chain::next).toList());
      done.await();
      long count = chains.stream().mapToLong(chain -> chain.count).sum();
      return count * 1e9 / (System.nanoTime() - start);
    }
  }

  private static final class Chain implements Completion {

    private final IoUring ring;
    private final UringFile file;
    private final MemorySegment page;
    private final boolean write;
    private final long end;
    private final CountDownLatch done;
    private final SplittableRandom random = new SplittableRandom();
    private long count;

    Chain(
        IoUring ring,
        UringFile file,
        MemorySegment page,
        boolean write,
        long end,
        CountDownLatch done) {
      this.ring = ring;
      this.file = file;
      this.page = page;
      this.write = write;
      this.end = end;
      this.done = done;
    }

    Transfer next() {
      return write
          ? file.writing(page, position(random), this)
          : file.reading(page, position(random), this);
    }

    @Override
    public void completed(IOException failure) {
      if (failure != null) {
        throw new AssertionError(failure);
      }
      count++;
      if (System.nanoTime() >= end) {
        done.countDown();
      } else if (!ring.trySubmit(next())) {
        throw new AssertionError("no slot");
      }
    }
  }

  private static double blocking(Path path, boolean write, int depth) throws Exception {
    try (Arena arena = Arena.ofShared();
        IoUring ring = IoUring.open(depth);
        UringFile file = UringFile.open(ring, path, true)) {
      return threads(
          depth,
          random -> {
            MemorySegment page = arena.allocate(PAGE, PAGE);
            return () -> {
              if (write) {
                file.write(page, position(random));
              } else {
                file.read(page, position(random));
              }
            };
          });
    }
  }

  private static double channel(Path path, boolean write, int depth) throws Exception {
    try (Arena arena = Arena.ofShared();
        FileChannel channel =
            FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                ExtendedOpenOption.DIRECT)) {
      return threads(
          depth,
          random -> {
            ByteBuffer page = arena.allocate(PAGE, PAGE).asByteBuffer();
            return () -> {
              page.clear();
              int count =
                  write
                      ? channel.write(page, position(random))
                      : channel.read(page, position(random));
              if (count != PAGE) {
                throw new AssertionError("short: " + count);
              }
            };
          });
    }
  }

  private interface Call {
    void run() throws IOException;
  }

  private interface Calls {
    Call ofThread(SplittableRandom random);
  }

  private static double threads(int count, Calls calls) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      long start = System.nanoTime();
      long end = start + SECONDS * 1_000_000_000L;
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Call call = calls.ofThread(new SplittableRandom());
        results.add(
            threads.submit(() -> {
              long done = 0;
              while (System.nanoTime() < end) {
                call.run();
                done++;
              }
              return done;
            }));
      }
      long total = 0;
      for (Future<Long> result : results) {
        total += result.get();
      }
      return total * 1e9 / (System.nanoTime() - start);
    }
  }

  private static double fio(Path path, boolean write, int depth) throws Exception {
    Process fio =
        new ProcessBuilder(
                "fio",
                "--name=measured",
                "--filename=" + path,
                "--direct=1",
                "--rw=" + (write ? "randwrite" : "randread"),
                "--bs=4k",
                "--iodepth=" + depth,
                "--ioengine=io_uring",
                "--time_based",
                "--norandommap",
                "--runtime=" + SECONDS,
                "--size=1g",
                "--output-format=json")
            .redirectErrorStream(true)
            .start();
    try (var reader = fio.inputReader()) {
      Matcher iops = FIO_IOPS.matcher(reader.readAllAsString());
      double highest = 0;
      while (iops.find()) {
        highest = Math.max(highest, Double.parseDouble(iops.group(1)));
      }
      return highest;
    }
  }
}
