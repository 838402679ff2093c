package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineOverview;
import dev.vitrine.engine.CheckpointReport;
import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import dev.vitrine.engine.RecoveryReport;
import dev.vitrine.engine.wal.LogStatistics;
import java.time.Instant;
import java.util.List;

/** An open engine on one disk. */
final class FakeOverview implements EngineOverview {

  @Override
  public EngineStatus status() {
    return new EngineStatus(
        "open",
        "",
        "sync",
        "/data",
        "s1",
        1,
        4096,
        true,
        "available",
        new RecoveryReport(false, 0, 0, 0, 250, ""),
        1,
        Instant.EPOCH,
        7,
        new LogStatistics(7, 40, 8, 3, 36, 2, 8192, 90, 1, 800, 1, 65536));
  }

  @Override
  public List<DiskInfo> disks() {
    return List.of(new DiskInfo("/data", "sda", "ext4", 4096, 1L << 40, 1L << 39, 8192, true));
  }

  @Override
  public CheckpointReport checkpoint() {
    return new CheckpointReport(44, 4096, 3, 1500);
  }
}
