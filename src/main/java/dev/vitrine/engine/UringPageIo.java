package dev.vitrine.engine;

import dev.vitrine.engine.buffer.StoredPages;
import dev.vitrine.engine.disk.UringDoor;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Stored images through the io_uring door. */
final class UringPageIo implements UringOperations {

  private final OperationGate gate;
  private final UringDoor door;
  private final StoredPages stored;
  private final PageInspection inspection;

  UringPageIo(OperationGate gate, UringDoor door, StoredPages stored, PageInspection inspection) {
    this.gate = gate;
    this.door = door;
    this.stored = stored;
    this.inspection = inspection;
  }

  @Override
  public PageImage readPageUring(long pageId) {
    return gate.in(() -> {
      door.requireAvailable();
      return PageImage.of(pageId, stored.read(pageId));
    });
  }

  @Override
  public PageInfo writePageUring(long pageId, byte[] image, @Nullable Long ifMatch) {
    return gate.in(() -> {
      door.requireAvailable();
      byte[] written = stored.write(pageId, image, ifMatch);
      return inspection.info(MemorySegment.ofArray(written), CacheState.NONE, 0);
    });
  }
}
