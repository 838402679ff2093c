package dev.vitrine.live;

import dev.vitrine.event.BufferPoolEvent;
import dev.vitrine.event.ColumnEncoding;
import dev.vitrine.event.ColumnarEvent;
import dev.vitrine.event.DiskIoEvent;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.EvictionReason;
import dev.vitrine.event.FlushCause;
import dev.vitrine.event.LsmEvent;
import dev.vitrine.event.MergeReason;
import dev.vitrine.event.MigrationReason;
import dev.vitrine.event.PageEvent;
import dev.vitrine.event.SplitReason;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.event.Tier;
import dev.vitrine.event.TierEvent;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.GapCause;
import dev.vitrine.live.stream.Sampled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each file under {@code frames/} means, written by hand. */
public final class SampleFrames {

  private static final long AT = 1_763_886_000_123_456L;
  private static final String NODE = "local";

  private SampleFrames() {}

  /** A frame's file and its meaning. */
  public record Sample(String variant, Frame meaning) {

    /** The text in the file. */
    public byte[] json() {
      try (InputStream file = Sample.class.getResourceAsStream("/frames/" + variant + ".json")) {
        if (file == null) {
          throw new IllegalStateException("no sample frame of " + variant);
        }
        return file.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return variant;
    }
  }

  /** All of them. */
  public static List<Sample> all() {
    return Stream.concat(events(), others()).toList();
  }

  private static Stream<Sample> events() {
    return Stream.of(
        event(new BufferPoolEvent.PageHit(12, AT), 101L),
        event(new BufferPoolEvent.PageMiss(13, AT), 102L),
        event(new BufferPoolEvent.PageEvicted(14, EvictionReason.CAPACITY, AT), 103L),
        event(new BufferPoolEvent.PageFlushed(15, 4096, FlushCause.BACKGROUND, 9007, AT), 104L),
        event(new BufferPoolEvent.PoolStats(0.75, 4096, 1000, 17, AT), null),
        event(new LsmEvent.MemtableFlushed("orders", 5000, 1048576, AT), 106L),
        event(new LsmEvent.CompactionStarted("orders", 1, 4, AT), 107L),
        event(new LsmEvent.CompactionCompleted("orders", 2, 4, 1, 230, AT), 108L),
        event(new LsmEvent.LevelMigration("größe", 1, 2, 3, AT), 109L),
        event(new DiskIoEvent.ReadCompleted(21, 85, 4096, AT), 110L),
        event(new DiskIoEvent.WriteCompleted(22, 140, 4096, AT), 111L),
        event(new DiskIoEvent.VectoredRead(8, 32768, 310, AT), 112L),
        event(new DiskIoEvent.VectoredWrite(16, 65536, 420, AT), 113L),
        event(new DiskIoEvent.LogWritten(81920, 8192, 95, AT), 128L),
        event(new DiskIoEvent.LogSynced(81920, 640, AT), 129L),
        event(new DiskIoEvent.IoStats(1200.5, 300.25, 4.917248, 1.229824, 85.5, 140.0, AT), null),
        event(
            new TierEvent.PageMigrated(31, Tier.HOT, Tier.WARM, MigrationReason.COOLED, AT), 115L),
        event(new TierEvent.TierStats(100, 200, 300, 42, 0.375, 1280000, AT), null),
        event(new PageEvent.PageAllocated(41, 4096, AT), 117L),
        event(new PageEvent.PageSplit(41, 42, SplitReason.FULL, AT), 118L),
        event(new PageEvent.PageMerged(41, 42, 41, MergeReason.UNDERFULL, AT), 119L),
        event(new PageEvent.PageCompacted(43, 512, AT), 120L),
        event(new PageEvent.ChecksumFailure(44, 4294967295L, 0, AT), 121L),
        event(new PageEvent.PageFreed(45, AT), 122L),
        event(new ColumnarEvent.BatchInserted("trips", 1024, 6, AT), 123L),
        event(new ColumnarEvent.ColumnScanned("trips", "fare", 1024, 3, AT), 124L),
        event(
            new ColumnarEvent.EncodingChanged(
                "trips", "city", ColumnEncoding.PLAIN, ColumnEncoding.RUN_LENGTH, 0.125, AT),
            125L));
  }

  private static Stream<Sample> others() {
    return Stream.of(
        new Sample(
            "Sampled",
            new Frame.OfSampled(
                EventFamily.BUFFER_POOL,
                new Sampled("PageHit", 50_000, 250, 9_000_000, 4_000, AT),
                NODE,
                200L)),
        control(new Control.StreamOpened("buffer-pool", "3fQ_x-9Z", 7, 100, false)),
        control(new Control.Progress("3fQ_x-9Z", 9)),
        control(new Control.Gap("3fQ_x-9Z", 10, null, null, GapCause.RESTART)),
        control(new Control.StreamClosing("shutdown")));
  }

  private static Sample event(StorageEvent event, @Nullable Long sequence) {
    return new Sample(event.getClass().getSimpleName(), new Frame.OfEvent(event, NODE, sequence));
  }

  private static Sample control(Control control) {
    return new Sample(control.getClass().getSimpleName(), new Frame.OfControl(control, AT, NODE));
  }
}
