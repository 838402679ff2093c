package dev.vitrine.engine.buffer;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;

/** Errors about pages, with their facts. */
final class Errors {

  private Errors() {}

  static EngineException pageNotFound(long pageId) {
    return of(ErrorCode.PAGE_NOT_FOUND, pageId, "there is no page " + pageId);
  }

  static EngineException pageOwned(long pageId) {
    return of(
        ErrorCode.PAGE_OWNED,
        pageId,
        "page " + pageId + " belongs to the engine or one of its objects; change it through those");
  }

  static EngineException pagePinned(long pageId) {
    return of(ErrorCode.PAGE_PINNED, pageId, "a lease holds page " + pageId);
  }

  static EngineException pageDirty(long pageId) {
    return of(
        ErrorCode.PAGE_DIRTY,
        pageId,
        "the buffer pool holds a newer version of page " + pageId + "; flush it first");
  }

  static EngineException preconditionFailed(long pageId, long expectedLsn, long actualLsn) {
    return of(
            ErrorCode.PRECONDITION_FAILED,
            pageId,
            "page %d has LSN %d, not %d".formatted(pageId, actualLsn, expectedLsn))
        .with("expected_lsn", expectedLsn)
        .with("actual_lsn", actualLsn);
  }

  static EngineException imageInvalid(long pageId, String why) {
    return of(ErrorCode.PAGE_IMAGE_INVALID, pageId, "not an image of page " + pageId + ": " + why);
  }

  private static EngineException of(ErrorCode code, long pageId, String message) {
    return new EngineException(code, message).with("page_id", pageId);
  }
}
