package dev.vitrine.engine;

import dev.vitrine.engine.AsyncOperation.Kind;
import dev.vitrine.engine.AsyncOperation.State;
import dev.vitrine.engine.buffer.PageAccess;
import dev.vitrine.engine.buffer.StoredPages;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.wal.ChangeLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The asynchronous queue and its workers. Closing it carries out what is queued. */
final class AsyncPageIo implements AsyncOperations, AutoCloseable {

  private static final int WORKERS = 2;

  private final OperationGate gate;
  private final DiskManager disk;
  private final StoredPages stored;
  private final ChangeLog log;
  private final AsyncResults results = new AsyncResults(System::nanoTime);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition ended = lock.newCondition();
  private final Map<IoPriority, ArrayDeque<Job>> queues = new EnumMap<>(IoPriority.class);
  private final Map<String, AsyncOperation> unfinished = new HashMap<>();
  private final List<Thread> workers = new ArrayList<>();
  private int queued;
  private boolean closed;

  private record Job(AsyncOperation operation, byte @Nullable [] image) {}

  AsyncPageIo(OperationGate gate, DiskManager disk, StoredPages stored, ChangeLog log) {
    this.gate = gate;
    this.disk = disk;
    this.stored = stored;
    this.log = log;
    for (IoPriority priority : IoPriority.values()) {
      queues.put(priority, new ArrayDeque<>());
    }
    for (int i = 0; i < WORKERS; i++) {
      workers.add(Thread.ofPlatform().daemon().name("vitrine-async-io-" + i).start(this::work));
    }
  }

  @Override
  public AsyncOperation readPageAsync(long pageId, IoPriority priority) {
    return gate.in(() -> {
      PageAccess.requireExisting(disk, pageId);
      return enqueue(Kind.READ, pageId, priority, null);
    });
  }

  @Override
  public AsyncOperation writePageAsync(long pageId, byte[] image, IoPriority priority) {
    return gate.in(() -> {
      disk.readOnly().requireWritable();
      stored.requireWritableImage(pageId, image);
      return enqueue(Kind.WRITE, pageId, priority, image.clone());
    });
  }

  @Override
  public ProcessedOperations processAsyncOperations(int max) {
    if (max < 1 || max > QUEUED_OPERATIONS_MAX) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST,
              "max is %d, not in 1..%d".formatted(max, QUEUED_OPERATIONS_MAX))
          .with("field", "max");
    }
    return gate.in(() -> {
      int processed = 0;
      int failed = 0;
      Job job;
      while (processed < max && (job = poll()) != null) {
        failed += run(job).state() == State.FAILED ? 1 : 0;
        processed++;
      }
      awaitEnd(unfinishedWrites(State.RUNNING)); // what the workers took meanwhile
      log.ensureDurable(log.lastLsn());
      return new ProcessedOperations(processed, failed, queued());
    });
  }

  @Override
  public AsyncOperation getAsyncOperation(String id) {
    AsyncOperation known = unfinished(id);
    if (known == null) {
      known = results.get(id);
    }
    if (known == null) {
      throw new EngineException(
              ErrorCode.OPERATION_NOT_FOUND, "there is no such operation, or it is long over")
          .with("operation_id", id);
    }
    return known;
  }

  /** Returns when every write that was queued before has ended: it is durable, or has failed. */
  void awaitWrites() {
    awaitEnd(unfinishedWrites(State.QUEUED, State.RUNNING));
  }

  private List<String> unfinishedWrites(State... states) {
    lock.lock();
    try {
      return unfinished.values().stream()
          .filter(it -> it.kind() == Kind.WRITE && List.of(states).contains(it.state()))
          .map(AsyncOperation::id)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private void awaitEnd(List<String> operations) {
    lock.lock();
    try {
      while (operations.stream().anyMatch(unfinished::containsKey)) {
        ended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more, carries out what is queued, and returns when all is done. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  int queued() {
    lock.lock();
    try {
      return queued;
    } finally {
      lock.unlock();
    }
  }

  private AsyncOperation enqueue(
      Kind kind, long pageId, IoPriority priority, byte @Nullable [] image) {
    AsyncOperation operation =
        new AsyncOperation(
            UUID.randomUUID().toString(),
            kind,
            pageId,
            priority,
            State.QUEUED,
            null,
            null,
            null,
            null);
    lock.lock();
    try {
      if (queued == QUEUED_OPERATIONS_MAX) {
        throw new EngineException(
                ErrorCode.QUEUE_FULL,
                "%d operations are queued already".formatted(QUEUED_OPERATIONS_MAX))
            .with("queue_max", QUEUED_OPERATIONS_MAX);
      }
      queueOf(priority).add(new Job(operation, image));
      unfinished.put(operation.id(), operation);
      queued++;
      arrived.signal();
    } finally {
      lock.unlock();
    }
    return operation;
  }

  private void work() {
    Job job;
    while ((job = take()) != null) {
      run(job);
    }
  }

  /** The next operation, waiting for one; null when closed and nothing is left. */
  private @Nullable Job take() {
    lock.lock();
    try {
      while (queued == 0 && !closed) {
        arrived.awaitUninterruptibly();
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job poll() {
    lock.lock();
    try {
      return next();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job next() {
    for (IoPriority priority : IoPriority.values()) {
      Job job = queueOf(priority).poll();
      if (job != null) {
        queued--;
        AsyncOperation running = with(job.operation, State.RUNNING, null, null, null);
        unfinished.put(running.id(), running);
        return new Job(running, job.image);
      }
    }
    return null;
  }

  private AsyncOperation run(Job job) {
    AsyncOperation done;
    try {
      done = succeed(job);
    } catch (EngineException e) {
      done = with(job.operation, State.FAILED, null, null, e);
    } catch (RuntimeException e) {
      EngineException wrapped =
          new EngineException(ErrorCode.IO_FAILURE, String.valueOf(e.getMessage()), e);
      done = with(job.operation, State.FAILED, null, null, wrapped);
    }
    results.put(done);
    lock.lock();
    try {
      unfinished.remove(done.id());
      ended.signalAll();
    } finally {
      lock.unlock();
    }
    return done;
  }

  private AsyncOperation succeed(Job job) {
    long pageId = job.operation.pageId();
    byte[] image = job.image;
    if (image == null) {
      StoredPages.Image read = stored.read(pageId);
      return with(job.operation, State.SUCCEEDED, read.lsn(), read.bytes(), null);
    }
    return with(job.operation, State.SUCCEEDED, stored.writeForLsn(pageId, image), null, null);
  }

  private @Nullable AsyncOperation unfinished(String id) {
    lock.lock();
    try {
      return unfinished.get(id);
    } finally {
      lock.unlock();
    }
  }

  private ArrayDeque<Job> queueOf(IoPriority priority) {
    ArrayDeque<Job> queue = queues.get(priority);
    if (queue == null) {
      throw new IllegalStateException("no queue for " + priority);
    }
    return queue;
  }

  private static AsyncOperation with(
      AsyncOperation operation,
      State state,
      @Nullable Long lsn,
      byte @Nullable [] data,
      @Nullable EngineException error) {
    return new AsyncOperation(
        operation.id(),
        operation.kind(),
        operation.pageId(),
        operation.priority(),
        state,
        lsn,
        data,
        error == null ? null : error.code().code(),
        error == null ? null : error.getMessage());
  }
}
