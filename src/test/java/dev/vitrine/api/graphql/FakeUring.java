package dev.vitrine.api.graphql;

import dev.vitrine.engine.CacheState;
import dev.vitrine.engine.PageImage;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.UringOperations;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The pages of {@link FakePages} as stored; the kernel refuses page 2. */
final class FakeUring implements UringOperations {

  @Override
  public PageImage readPageUring(long pageId) {
    FakePages.find(pageId);
    refuse(pageId);
    return new PageImage(pageId, new byte[] {4, 5}, CacheState.NONE, FakePages.LSN);
  }

  @Override
  public PageInfo writePageUring(long pageId, byte[] image, @Nullable Long ifMatch) {
    refuse(pageId);
    return FakePages.change(pageId, ifMatch);
  }

  private static void refuse(long pageId) {
    if (pageId == 2) {
      throw new EngineException(ErrorCode.IO_URING_UNAVAILABLE, "not on this kernel");
    }
  }
}
