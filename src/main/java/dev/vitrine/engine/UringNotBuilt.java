package dev.vitrine.engine;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Says that this engine was built without io_uring. */
final class UringNotBuilt implements UringOperations {

  @Override
  public PageImage readPageUring(long pageId) {
    throw notBuilt();
  }

  @Override
  public PageInfo writePageUring(long pageId, byte[] image, @Nullable Long ifMatch) {
    throw notBuilt();
  }

  private static EngineException notBuilt() {
    return new EngineException(
        ErrorCode.IO_URING_UNAVAILABLE, "io_uring is not built into this engine");
  }
}
