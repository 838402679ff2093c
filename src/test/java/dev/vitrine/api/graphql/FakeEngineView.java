package dev.vitrine.api.graphql;

import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import dev.vitrine.event.HotVariant;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An open engine on one disk, with totals that a test can set. */
final class FakeEngineView implements EngineView {

  final Map<HotVariant, Long> totals = new EnumMap<>(HotVariant.class);

  @Override
  public EngineStatus status() {
    return new EngineStatus(
        "open", "", "sync", "/data", "s1", 1, 4096, true, false, 1, Instant.EPOCH, 7);
  }

  @Override
  public List<DiskInfo> disks() {
    return List.of(new DiskInfo("/data", "sda", "ext4", 4096, 1L << 40, 1L << 39, 8192, true));
  }

  @Override
  public synchronized long total(HotVariant variant) {
    return totals.getOrDefault(variant, 0L);
  }

  synchronized void set(HotVariant variant, long total) {
    totals.put(variant, total);
  }
}
