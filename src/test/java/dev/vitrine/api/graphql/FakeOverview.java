package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineOverview;
import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import java.time.Instant;
import java.util.List;

/** An open engine on one disk. */
final class FakeOverview implements EngineOverview {

  @Override
  public EngineStatus status() {
    return new EngineStatus(
        "open", "", "sync", "/data", "s1", 1, 4096, true, "available", false, 1, Instant.EPOCH, 7);
  }

  @Override
  public List<DiskInfo> disks() {
    return List.of(new DiskInfo("/data", "sda", "ext4", 4096, 1L << 40, 1L << 39, 8192, true));
  }
}
