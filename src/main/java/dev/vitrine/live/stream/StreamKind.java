package dev.vitrine.live.stream;

import dev.vitrine.event.BufferPoolEvent;
import dev.vitrine.event.ColumnarEvent;
import dev.vitrine.event.DiskIoEvent;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.LsmEvent;
import dev.vitrine.event.PageEvent;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.event.TierEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The stream of each family: what clients call it, how fast it is by default, what it carries. */
// Its collections are unmodifiable, which their types can't say.
@SuppressWarnings("ImmutableEnumChecker")
public enum StreamKind {
  BUFFER_POOL(
      EventFamily.BUFFER_POOL, "buffer-pool", 100, BufferPoolEvent.class, "page_id", "PoolStats"),
  LSM(EventFamily.LSM, "lsm", 1_000, LsmEvent.class, "tree", null),
  IO(EventFamily.DISK_IO, "io", 100, DiskIoEvent.class, "page_id", "IoStats"),
  TIERS(EventFamily.TIER, "tiers", 5_000, TierEvent.class, "page_id", "TierStats"),
  PAGES(EventFamily.PAGE, "pages", 500, PageEvent.class, "page_id", null),
  COLUMNAR(EventFamily.COLUMNAR, "columnar", 1_000, ColumnarEvent.class, "table", null);

  private final EventFamily family;
  private final String streamName;
  private final int defaultIntervalMs;
  private final SortedMap<String, Class<? extends StorageEvent>> variants;
  private final String subjectFilter;
  private final @Nullable String snapshotVariant;
  private final List<HotVariant> hotVariants;

  StreamKind(
      EventFamily family,
      String streamName,
      int defaultIntervalMs,
      Class<? extends StorageEvent> type,
      String subjectFilter,
      @Nullable String snapshotVariant) {
    this.family = family;
    this.streamName = streamName;
    this.defaultIntervalMs = defaultIntervalMs;
    this.variants = variantsOf(type);
    this.subjectFilter = subjectFilter;
    this.snapshotVariant = snapshotVariant;
    this.hotVariants =
        Arrays.stream(HotVariant.values()).filter(hot -> hot.family() == family).toList();
  }

  private static SortedMap<String, Class<? extends StorageEvent>> variantsOf(
      Class<? extends StorageEvent> family) {
    SortedMap<String, Class<? extends StorageEvent>> byName = new TreeMap<>();
    for (Class<?> variant : family.getPermittedSubclasses()) {
      byName.put(variant.getSimpleName(), variant.asSubclass(StorageEvent.class));
    }
    return Collections.unmodifiableSortedMap(byName);
  }

  public static StreamKind of(EventFamily family) {
    return switch (family) {
      case BUFFER_POOL -> BUFFER_POOL;
      case LSM -> LSM;
      case DISK_IO -> IO;
      case TIER -> TIERS;
      case PAGE -> PAGES;
      case COLUMNAR -> COLUMNAR;
    };
  }

  public EventFamily family() {
    return family;
  }

  /** The last segment of its endpoint, and {@code stream} in {@code StreamOpened}. */
  public String streamName() {
    return streamName;
  }

  /** The pace of snapshots when a client asks for none. */
  public int defaultIntervalMs() {
    return defaultIntervalMs;
  }

  /** Its event classes by their name on the wire. */
  public SortedMap<String, Class<? extends StorageEvent>> variants() {
    return new TreeMap<>(variants);
  }

  /** Its event class of that name; null if there is none. */
  public @Nullable Class<? extends StorageEvent> variant(String name) {
    return variants.get(name);
  }

  /** The one parameter by which it can be narrowed to a subject: page_id, tree or table. */
  String subjectFilter() {
    return subjectFilter;
  }

  /** The variant that is a snapshot; null in a family without. */
  @Nullable String snapshotVariant() {
    return snapshotVariant;
  }

  List<HotVariant> hotVariants() {
    return hotVariants;
  }
}
