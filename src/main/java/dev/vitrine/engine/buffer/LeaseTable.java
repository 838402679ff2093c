package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageHeader;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Pins given to clients for a while. A lease keeps its page in the frame and a copy of the version
 * that was current when it was given, so a slow client blocks no writer. At most 5 % of the frames
 * can be held. Thread-safe.
 */
public final class LeaseTable {

  private static final int PERCENT_OF_FRAMES_MAX = 5;

  /** A lease as clients know it. */
  public record Held(String id, long pageId, long lsn, boolean hit, Instant expiresAt) {}

  private static final class Entry {
    final long pageId;
    final long lsn;
    final boolean hit;
    final byte[] version;
    long deadlineNanos;
    Instant expiresAt = Instant.EPOCH;

    Entry(long pageId, long lsn, boolean hit, byte[] version) {
      this.pageId = pageId;
      this.lsn = lsn;
      this.hit = hit;
      this.version = version;
    }

    Held held(String id) {
      return new Held(id, pageId, lsn, hit, expiresAt);
    }
  }

  private final BufferPool pool;
  private final DiskManager disk;
  private final Duration leaseTime;
  private final LongSupplier nanoClock;
  private final int leasesMax;
  private final Map<String, Entry> leases = new HashMap<>();

  /** Leases being given, whose pages may have to be read first. */
  private int pending;

  public LeaseTable(BufferPool pool, DiskManager disk, Duration leaseTime, LongSupplier nanoClock) {
    this.pool = pool;
    this.disk = disk;
    this.leaseTime = leaseTime;
    this.nanoClock = nanoClock;
    this.leasesMax = Math.max(1, pool.slab().size() * PERCENT_OF_FRAMES_MAX / 100);
  }

  public int leasesMax() {
    return leasesMax;
  }

  public synchronized int size() {
    return leases.size();
  }

  /**
   * Pins a page, loading it if need be; {@code too-many-leases}, the errors of a read, and {@code
   * page-owned} for a page of a record file: those are freed when the records in them go.
   */
  public Held pin(long pageId) {
    return pinNew(() -> pageId);
  }

  /** Pins a page that is created only once a place for its lease is certain. */
  public Held pinNew(LongSupplier create) {
    takePlace();
    Entry entry = null;
    try {
      entry = pinned(create.getAsLong());
    } finally {
      if (entry == null) {
        givePlaceBack();
      }
    }
    return register(entry);
  }

  /** A page in its frame, and its version; it is the caller's to give back. */
  private Entry pinned(long pageId) {
    try (ReadGuard guard = pool.read(pageId)) {
      // Under the latch: who frees the page later sees the pin, who freed it before is seen here.
      PageAccess.requireExisting(disk, pageId);
      if (PageHeader.type(guard.memory()).ofRecordFile()) {
        throw Errors.pageOwned(pageId);
      }
      byte[] version = guard.memory().toArray(ValueLayout.JAVA_BYTE);
      Entry entry = new Entry(pageId, PageHeader.lsn(guard.memory()), guard.hit(), version);
      guard.pin();
      return entry;
    }
  }

  /** The lease; {@code stale-lease} when it is unknown or expired. */
  public synchronized Held get(String id) {
    return require(id).held(id);
  }

  /** The version that the lease holds; not to be changed. {@code stale-lease}. */
  public synchronized byte[] version(String id) {
    return require(id).version;
  }

  /** Starts the lease's time anew; {@code stale-lease}. */
  public synchronized Held renew(String id) {
    Entry entry = require(id);
    startTime(entry);
    return entry.held(id);
  }

  /** Gives the lease back; {@code stale-lease}. Returns its page. */
  public synchronized long unpin(String id) {
    Entry entry = require(id);
    leases.remove(id);
    pool.unpin(entry.pageId);
    return entry.pageId;
  }

  /** Ends the leases whose time is over; their pages are not marked dirty. */
  public synchronized void expire() {
    long now = nanoClock.getAsLong();
    Iterator<Entry> entries = leases.values().iterator();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      if (entry.deadlineNanos - now <= 0) {
        entries.remove();
        pool.unpin(entry.pageId);
      }
    }
  }

  private synchronized void takePlace() {
    expire();
    if (leases.size() + pending >= leasesMax) {
      throw new EngineException(
              ErrorCode.TOO_MANY_LEASES,
              "all %d leases are given; unpin one, or wait for one to expire".formatted(leasesMax))
          .with("leases_max", leasesMax);
    }
    pending++;
  }

  private synchronized void givePlaceBack() {
    pending--;
  }

  /** Puts a lease in the place that was taken for it: at no moment does it count twice. */
  private synchronized Held register(Entry entry) {
    String id = UUID.randomUUID().toString();
    startTime(entry);
    pending--;
    leases.put(id, entry);
    return entry.held(id);
  }

  private void startTime(Entry entry) {
    entry.deadlineNanos = nanoClock.getAsLong() + leaseTime.toNanos();
    entry.expiresAt = Instant.now().plus(leaseTime);
  }

  private Entry require(String id) {
    expire();
    Entry entry = leases.get(id);
    if (entry == null) {
      throw new EngineException(
              ErrorCode.STALE_LEASE, "there is no such lease: it was given back or has expired")
          .with("lease", id);
    }
    return entry;
  }
}
