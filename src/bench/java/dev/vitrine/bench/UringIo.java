package dev.vitrine.bench;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.file.uring.Availability;
import dev.vitrine.engine.file.uring.IoUring;
import dev.vitrine.engine.file.uring.Transfer;
import dev.vitrine.engine.file.uring.UringFile;
import dev.vitrine.engine.page.PageChecksum;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The engine's io_uring: one thread that keeps {@code depth} pages under way. */
final class UringIo implements IoBackend {

  /** The pages between two allocation maps, and the map. */
  private static final int GROUP = Stage.PAGE_BYTES - 48 + 1;

  private record Done(int slot, @Nullable IOException failure) {}

  @Override
  public String name() {
    return "io_uring";
  }

  @Override
  public String missing() {
    return IoUring.probe() instanceof Availability.Unavailable none
        ? "io_uring: " + none.reason()
        : "";
  }

  @Override
  public double pagesPerSecond(Path directory, Kind kind, int depth, int seconds)
      throws IOException {
    try (Arena arena = Arena.ofShared();
        IoUring ring = IoUring.open(depth);
        UringFile file = UringFile.open(ring, directory.resolve(DiskManager.FILE_NAME), true)) {
      return new Run(ring, file, kind, depth, arena).pagesPerSecond(seconds);
    }
  }

  /** Checksums are computed and checked, as the engine does. */
  private static final class Run {
    private final IoUring ring;
    private final UringFile file;
    private final Kind kind;
    private final MemorySegment[] buffers;
    private final LinkedBlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private final SplittableRandom random = new SplittableRandom(1);

    Run(IoUring ring, UringFile file, Kind kind, int depth, Arena arena) {
      this.ring = ring;
      this.file = file;
      this.kind = kind;
      this.buffers = new MemorySegment[depth];
      for (int i = 0; i < depth; i++) {
        buffers[i] = arena.allocate(Stage.PAGE_BYTES, Stage.PAGE_BYTES);
      }
    }

    double pagesPerSecond(int seconds) throws IOException {
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      List<Transfer> batch = new ArrayList<>();
      for (int slot = 0; slot < buffers.length; slot++) {
        batch.add(next(slot));
      }
      ring.submit(batch);
      int underWay = buffers.length;
      long pages = 0;
      while (underWay > 0) {
        List<Done> finished = takeAll();
        List<Transfer> more = new ArrayList<>();
        for (Done one : finished) {
          pages += finish(one);
          underWay--;
          if (System.nanoTime() < end) {
            more.add(next(one.slot));
            underWay++;
          }
        }
        ring.submit(more);
      }
      return pages * 1e9 / (System.nanoTime() - start);
    }

    private List<Done> takeAll() throws IOException {
      List<Done> finished = new ArrayList<>();
      try {
        finished.add(done.take());
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      done.drainTo(finished);
      return finished;
    }

    private Transfer next(int slot) {
      long pageId = randomPage();
      MemorySegment page = buffers[slot];
      if (kind == Kind.WRITE) {
        PageHeader.format(page, pageId, PageType.RAW, 0);
        PageHeader.stamp(page, pageId);
      }
      long position = pageId * Stage.PAGE_BYTES;
      return kind == Kind.READ
          ? file.reading(page, position, failure -> done.add(new Done(slot, failure)))
          : file.writing(page, position, failure -> done.add(new Done(slot, failure)));
    }

    private int finish(Done one) throws IOException {
      if (one.failure != null) {
        throw one.failure;
      }
      MemorySegment page = buffers[one.slot];
      if (kind == Kind.READ && PageHeader.checksum(page) != PageChecksum.compute(page)) {
        throw new IOException("a page came back damaged");
      }
      return 1;
    }

    private long randomPage() {
      long pageId = 2L + random.nextInt(IoRounds.PAGES - 2);
      return (pageId - 1) % GROUP == 0 ? pageId + 1 : pageId;
    }
  }
}
