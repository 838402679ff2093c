package dev.vitrine.api.rest;

import dev.vitrine.engine.AsyncOperation;
import dev.vitrine.engine.IoPriority;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An operation of the asynchronous queue; its bytes are the image of a read that succeeded. */
@Schema(name = "AsyncOperation")
record AsyncOperationView(
    String id,
    AsyncOperation.Kind kind,
    long pageId,
    IoPriority priority,
    AsyncOperation.State state,
    @Schema(description = "Version read or written; null until it succeeded.", nullable = true)
        @Nullable Long lsn,
    @Schema(description = "The image of a read that succeeded, in base64.", nullable = true)
        byte @Nullable [] data,
    @Schema(description = "The problem's code, when it failed.", nullable = true)
        @Nullable String errorCode,
    @Schema(description = "What went wrong, when it failed.", nullable = true)
        @Nullable String error)
    implements BinaryView {

  static AsyncOperationView of(AsyncOperation operation) {
    return new AsyncOperationView(
        operation.id(),
        operation.kind(),
        operation.pageId(),
        operation.priority(),
        operation.state(),
        operation.lsn(),
        operation.data(),
        operation.errorCode(),
        operation.error());
  }
}
