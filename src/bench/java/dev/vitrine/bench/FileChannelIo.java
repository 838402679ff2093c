package dev.vitrine.bench;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.file.LocalFileStore;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The engine's {@code DiskManager} over a {@code FileChannel}: as many threads as I/Os under way.
 */
final class FileChannelIo implements IoBackend {

  @Override
  public String name() {
    return "DiskManager, FileChannel";
  }

  @Override
  public String missing() {
    return "";
  }

  @Override
  public double pagesPerSecond(Path directory, Kind kind, int depth, int seconds)
      throws IOException {
    try (LocalFileStore files = LocalFileStore.open(directory, true)) {
      DiskManager disk =
          DiskManager.create(
              files, Stage.PAGE_BYTES, EventSink.NONE, new HotCounters(), new ReadOnlySwitch());
      try (ExecutorService threads = Executors.newFixedThreadPool(depth)) {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
          int part = i;
          running.add(threads.submit(() -> pages(disk, kind, part, depth, end)));
        }
        long pages = 0;
        for (Future<Long> future : running) {
          pages += future.get();
        }
        return pages * 1e9 / (System.nanoTime() - start);
      } catch (InterruptedException | ExecutionException e) {
        throw new IOException(e);
      } finally {
        disk.close();
      }
    }
  }

  /** Checksums are computed and checked, as always; no two threads have the same page. */
  private static long pages(DiskManager disk, Kind kind, int part, int parts, long end) {
    SplittableRandom random = new SplittableRandom(part);
    long pages = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment page = arena.allocate(Stage.PAGE_BYTES, Stage.PAGE_BYTES);
      while (System.nanoTime() < end) {
        long pageId = 2L + (long) random.nextInt((IoRounds.PAGES - 2) / parts) * parts + part;
        if (disk.type(pageId) != PageType.RAW) {
          continue;
        }
        switch (kind) {
          case READ -> disk.read(pageId, page);
          case WRITE -> {
            PageHeader.format(page, pageId, PageType.RAW, 0);
            PageHeader.stamp(page, pages);
            disk.write(pageId, page);
          }
        }
        pages++;
      }
    }
    return pages;
  }
}
