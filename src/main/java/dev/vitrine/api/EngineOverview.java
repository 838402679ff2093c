package dev.vitrine.api;

import dev.vitrine.engine.CheckpointReport;
import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import java.util.List;

/** The engine as a whole: how it is, and where its files live. Blocking; any thread. */
public interface EngineOverview {

  EngineStatus status();

  List<DiskInfo> disks();

  /** Brings every change so far into the page file, and gives the log before it away. */
  CheckpointReport checkpoint();
}
