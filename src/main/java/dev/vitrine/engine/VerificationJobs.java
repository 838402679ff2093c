package dev.vitrine.engine;

import dev.vitrine.engine.btree.RecordTrees;
import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.PageAccess;
import dev.vitrine.engine.buffer.PageMoments;
import dev.vitrine.engine.buffer.PageMoments.Moment;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.page.PageDump;
import dev.vitrine.engine.verify.EnginePages;
import dev.vitrine.engine.verify.OpenStore;
import dev.vitrine.engine.verify.RecordFilePages;
import dev.vitrine.engine.verify.StorageVerifier;
import dev.vitrine.event.EventSink;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifications of an open store, each on a thread of its own. Thread-safe. */
final class VerificationJobs implements VerificationOperations, AutoCloseable {

  private final OperationGate gate;
  private final DiskManager disk;
  private final BufferPool pool;
  private final OpenStore store;
  private final List<VerificationJob> jobs = new ArrayList<>();
  private long started;

  VerificationJobs(
      OperationGate gate,
      FileStore files,
      OpenedDirectory directory,
      BufferPool pool,
      RecordTrees trees,
      EventSink sink) {
    this.gate = gate;
    this.disk = directory.disk();
    this.pool = pool;
    StorageVerifier pages =
        new StorageVerifier(
            disk,
            pool,
            directory.log()::lastLsn,
            List.of(new EnginePages(disk), new RecordFilePages(trees)),
            sink,
            true);
    OpenedDirectory.Logged logged = directory.logged();
    this.store =
        new OpenStore(
            files,
            disk,
            logged == null ? null : logged.log(),
            logged == null ? null : logged.control(),
            pages);
  }

  @Override
  public Verification startVerification() {
    return gate.in(this::start);
  }

  private synchronized Verification start() {
    if (jobs.stream().anyMatch(VerificationJob::running)) {
      throw new EngineException(
          ErrorCode.BUSY, "a verification goes on; wait for its end or cancel it");
    }
    while (jobs.size() >= ENDED_VERIFICATIONS_MAX) {
      jobs.removeFirst();
    }
    VerificationJob job = new VerificationJob("verification-" + ++started, disk.idCount(), store);
    jobs.add(job);
    job.start();
    return job.now();
  }

  @Override
  public synchronized Verification getVerification(String id) {
    return known(id).now();
  }

  @Override
  public synchronized List<Verification> listVerifications() {
    return jobs.stream().map(VerificationJob::now).toList();
  }

  @Override
  public synchronized Verification cancelVerification(String id) {
    VerificationJob job = known(id);
    job.cancel();
    return job.now();
  }

  private VerificationJob known(String id) {
    return jobs.stream()
        .filter(job -> job.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new EngineException(
                    ErrorCode.VERIFICATION_NOT_FOUND,
                    "there is no verification %s, or it is long over".formatted(id))
                .with("verification_id", id));
  }

  @Override
  public PageDump dumpPage(long pageId) {
    return gate.in(() -> {
      PageAccess.requireExisting(disk, pageId);
      Moment page = new PageMoments(pool, disk).look(pageId);
      PageAccess.requireExisting(disk, pageId);
      MemorySegment bytes = page.newest();
      if (bytes == null) {
        throw new EngineException(ErrorCode.IO_FAILURE, page.unreadable()).with("page_id", pageId);
      }
      return PageDump.of(pageId, page.type(), bytes);
    });
  }

  /** Ends the one that goes on, and returns when its thread is gone. */
  @Override
  public void close() {
    @Nullable VerificationJob last;
    synchronized (this) {
      last = jobs.isEmpty() ? null : jobs.getLast();
    }
    if (last != null) {
      last.cancel();
      last.awaitEnd();
    }
  }
}
