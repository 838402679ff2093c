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

  /** A negative LSN, which no page has, stands for a condition that names none. */
  static EngineException preconditionFailed(long pageId, long expectedLsn, long actualLsn) {
    boolean named = expectedLsn >= 0;
    String other = named ? "not " + expectedLsn : "and the condition names none that it could have";
    EngineException failed =
        of(
                ErrorCode.PRECONDITION_FAILED,
                pageId,
                "page %d has LSN %d, %s".formatted(pageId, actualLsn, other))
            .with("actual_lsn", actualLsn);
    return named ? failed.with("expected_lsn", expectedLsn) : failed;
  }

  static EngineException imageInvalid(long pageId, String why) {
    return of(ErrorCode.PAGE_IMAGE_INVALID, pageId, "not an image of page " + pageId + ": " + why);
  }

  private static EngineException of(ErrorCode code, long pageId, String message) {
    return new EngineException(code, message).with("page_id", pageId);
  }
}
