package dev.vitrine.api.graphql;

import dev.vitrine.engine.AsyncOperation;
import dev.vitrine.engine.AsyncOperation.Kind;
import dev.vitrine.engine.AsyncOperation.State;
import dev.vitrine.engine.AsyncOperations;
import dev.vitrine.engine.IoPriority;
import dev.vitrine.engine.ProcessedOperations;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;

/** Operation "done" read page 1, "failed" could not write page 2, nothing else is known. */
final class FakeQueue implements AsyncOperations {

  @Override
  public AsyncOperation readPageAsync(long pageId, IoPriority priority) {
    FakePages.find(pageId);
    return new AsyncOperation(
        "read", Kind.READ, pageId, priority, State.QUEUED, null, null, null, null);
  }

  @Override
  public AsyncOperation writePageAsync(long pageId, byte[] image, IoPriority priority) {
    FakePages.change(pageId, null);
    return new AsyncOperation(
        "write", Kind.WRITE, pageId, priority, State.RUNNING, null, null, null, null);
  }

  @Override
  public ProcessedOperations processAsyncOperations(int max) {
    return new ProcessedOperations(max, 1, 4);
  }

  @Override
  public AsyncOperation getAsyncOperation(String id) {
    return switch (id) {
      case "done" ->
          new AsyncOperation(
              id,
              Kind.READ,
              1,
              IoPriority.LOW,
              State.SUCCEEDED,
              FakePages.LSN,
              new byte[] {1, 2, 3},
              null,
              null);
      case "failed" ->
          new AsyncOperation(
              id,
              Kind.WRITE,
              2,
              IoPriority.HIGH,
              State.FAILED,
              null,
              null,
              "page-dirty",
              "the pool holds a newer version");
      default ->
          throw new EngineException(ErrorCode.OPERATION_NOT_FOUND, "long over")
              .with("operation_id", id);
    };
  }
}
