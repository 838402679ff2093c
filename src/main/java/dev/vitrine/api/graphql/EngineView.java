package dev.vitrine.api.graphql;

import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import java.util.List;

/** The engine as a whole. Blocking; any thread. */
interface EngineView {

  EngineStatus status();

  List<DiskInfo> disks();
}
