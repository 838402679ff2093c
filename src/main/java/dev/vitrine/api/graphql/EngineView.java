package dev.vitrine.api.graphql;

import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import dev.vitrine.event.HotVariant;
import java.util.List;

/** What the engine tells of itself as a whole; the three kinds of operations are apart from it. */
interface EngineView {

  /** Blocking. */
  EngineStatus status();

  /** Blocking. */
  List<DiskInfo> disks();

  /** Events of a hot variant since the engine was opened, emitted or not. Never blocks. */
  long total(HotVariant variant);
}
