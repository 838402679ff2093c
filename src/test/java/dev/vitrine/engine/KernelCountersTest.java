package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.vitrine.engine.wal.LogStatistics;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What the engine says it read and wrote, against what the kernel counted for this process. Under
 * direct I/O nothing lies between the two. In {@code target}, since a temporary directory may be in
 * memory.
 */
@EnabledOnOs(OS.LINUX)
class KernelCountersTest {

  @Test
  void bytesReadAndWrittenAgreeWithTheKernel() throws IOException {
    Path directory = Files.createTempDirectory(Path.of("target"), "kernel-counters");
    try (StorageEngine engine =
        StorageEngine.open(SmallEngine.config(directory, 64), EventSink.NONE)) {
      assertThat(engine.status().directIo()).isTrue();
      engine.io().resetIoStats();
      long kernelRead = kernel("read_bytes");
      long kernelWritten = kernel("write_bytes");
      byte[] record = new byte[1000];
      for (int i = 0; i < 4_000; i++) {
        long page = engine.pages().createPage().pageId();
        engine.pages().insertRecord(page, record, null);
      }
      for (long page = 2; page < 4_000; page++) {
        engine.pages().getPage(page);
      }
      engine.bufferPool().flushAllPages();
      IoStatistics io = engine.io().getIoStats();
      // 4,000 images, most of them written once more with their record: some 32 MB.
      assertThat(io.bytesWritten()).isGreaterThan(30_000_000);
      assertThat(io.bytesRead()).isGreaterThan(15_000_000);
      LogStatistics log = engine.status().log();
      // The page file was filled with zeros before, and so was each file of the log.
      long zeros =
          engine.io().countPages().fileBytes() + (long) log.segments() * log.segmentBytes();
      assertThat(kernel("write_bytes") - kernelWritten)
          .isCloseTo(io.bytesWritten() + log.bytesWritten() + zeros, withinPercentage(2));
      assertThat(kernel("read_bytes") - kernelRead).isCloseTo(io.bytesRead(), withinPercentage(2));
    }
  }

  private static long kernel(String counter) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(line -> line.startsWith(counter + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(counter.length() + 1).strip()))
        .findFirst()
        .orElseThrow();
  }
}
