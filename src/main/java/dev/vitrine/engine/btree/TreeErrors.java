package dev.vitrine.engine.btree;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageType;

/** Errors about record files, with their facts. */
final class TreeErrors {

  private TreeErrors() {}

  static EngineException fileNotFound(String name) {
    return new EngineException(
            ErrorCode.RECORD_FILE_NOT_FOUND, "there is no record file \"%s\"".formatted(name))
        .with("file", name);
  }

  static EngineException fileUnreadable(String name, long pageId, String why) {
    return new EngineException(
            ErrorCode.CHECKSUM_FAILURE,
            "record file \"%s\" may be the one whose page %d can't be read: %s"
                .formatted(name, pageId, why))
        .with("file", name)
        .with("page_id", pageId);
  }

  static EngineException fileExists(String name) {
    return new EngineException(
            ErrorCode.RECORD_FILE_EXISTS, "there is a record file \"%s\" already".formatted(name))
        .with("file", name);
  }

  static EngineException invalidName(String name) {
    return new EngineException(
            ErrorCode.INVALID_REQUEST,
            "a record file's name is 1 to %d of A-Z a-z 0-9 _ -".formatted(FilePage.NAME_BYTES_MAX))
        .with("field", "file")
        .with("max_file_bytes", FilePage.NAME_BYTES_MAX)
        .with("file", name);
  }

  static EngineException keyLength(int bytes, int max) {
    return new EngineException(
            ErrorCode.INVALID_REQUEST, "a key of %d bytes; it has 1 to %d".formatted(bytes, max))
        .with("field", "key")
        .with("key_bytes", bytes)
        .with("max_key_bytes", max);
  }

  static EngineException valueLength(int bytes, int max) {
    return new EngineException(
            ErrorCode.INVALID_REQUEST, "a value of %d bytes; it has 0 to %d".formatted(bytes, max))
        .with("field", "value")
        .with("value_bytes", bytes)
        .with("max_value_bytes", max);
  }

  /** The code of an error that tells of damage; every other error is thrown again. */
  static ErrorCode requireDamage(EngineException e) {
    return switch (e.code()) {
      case CHECKSUM_FAILURE, IO_FAILURE, PAGE_NOT_FOUND -> e.code();
      default -> throw e;
    };
  }

  /** The checksums are right and the tree is not. */
  static EngineException damaged(long pageId, String what) {
    return new EngineException(
            ErrorCode.IO_FAILURE, "the record file is damaged: page %d %s".formatted(pageId, what))
        .with("page_id", pageId);
  }

  static EngineException wrongType(long pageId, int typeCode) {
    return damaged(
        pageId, "is a %s page, not part of a tree".formatted(PageType.ofCode(typeCode).label()));
  }
}
