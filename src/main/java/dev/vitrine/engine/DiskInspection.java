package dev.vitrine.engine;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Answers what the machine is that the engine runs on. */
final class DiskInspection {

  private static final Path NUMA_NODES = Path.of("/sys/devices/system/node");

  private DiskInspection() {}

  static List<DiskInfo> disks(Path directory, DiskManager disk) {
    try {
      FileStore store = Files.getFileStore(directory);
      return List.of(
          new DiskInfo(
              directory.toString(),
              store.name(),
              store.type(),
              Math.toIntExact(store.getBlockSize()),
              store.getTotalSpace(),
              store.getUsableSpace(),
              disk.fileBytes(),
              disk.direct()));
    } catch (IOException e) {
      throw new EngineException(ErrorCode.IO_FAILURE, "asking for the disk of " + directory, e);
    }
  }

  /** Memory nodes of the machine; 0 where the system does not tell. */
  static int numaNodes() {
    try (var nodes = Files.newDirectoryStream(NUMA_NODES, "node[0-9]*")) {
      int count = 0;
      for (Path ignored : nodes) {
        count++;
      }
      return count;
    } catch (IOException e) {
      return 0;
    }
  }
}
