package dev.vitrine.oracle;

import dev.vitrine.live.stream.Cursor;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps its history. A restless one stalls, is cut off and comes back at its cursor,
 * as often as its dice say, until it is told to calm down; whoever loses its connection comes back
 * at its cursor as well.
 */
final class Watcher implements AutoCloseable {

  private static final long REST_NANOS = 20_000_000;

  private final Transport transport;
  private final History history;
  private final Random random;
  private final boolean restless;
  private final @Nullable Cursor first;
  private final Thread thread;

  /** Where the service is; 0 while it is nowhere. */
  private volatile int port;

  private volatile boolean calm;
  private volatile boolean over;
  private volatile @Nullable Wire wire;
  private volatile boolean connected;
  private volatile @Nullable Throwable failure;

  /**
   * @param first where it begins; null for now
   * @param port where the service is
   */
  Watcher(
      Transport transport,
      Interest interest,
      boolean restless,
      @Nullable Cursor first,
      Random random,
      int port) {
    this.transport = transport;
    this.history = new History(interest);
    this.restless = restless;
    this.first = first;
    this.random = random;
    this.port = port;
    this.thread = Thread.ofPlatform().daemon().name("watcher-" + this).start(this::run);
  }

  History history() {
    return history;
  }

  /** Calm from now on, or restless again. */
  void calm(boolean now) {
    calm = now;
  }

  /** The service goes away, or is back at another port. */
  void moved(int to) {
    port = to;
  }

  /** Whether it has a connection, of which it may not have read everything. */
  boolean connected() {
    return connected;
  }

  /** What went wrong in this client, which a refusal by the service is; null if nothing. */
  @Nullable Throwable failure() {
    return failure;
  }

  private void run() {
    while (!over) {
      try {
        connect();
      } catch (IOException _) {
        LockSupport.parkNanos(REST_NANOS);
      } catch (RuntimeException | AssertionError e) {
        failure = e;
        return;
      }
    }
  }

  private void connect() throws IOException {
    int to = port;
    if (to == 0) {
      throw new IOException("nobody is there");
    }
    Cursor since = history.cursor() == null ? first : history.cursor();
    connected = true;
    try (Wire open = new Wire(to)) {
      wire = open;
      Transport.Reading reading = transport.open(open, history.interest(), since);
      history.add(new Told.Connected(since));
      read(open, reading);
    } finally {
      connected = false;
    }
  }

  private void read(Wire open, Transport.Reading reading) throws IOException {
    int frames = 0;
    int stallAt = 20 + random.nextInt(200);
    int leaveAt = 100 + random.nextInt(600);
    while (!over) {
      reading.next().forEach(history::add);
      frames++;
      if (restless && !calm && frames == stallAt) {
        stall();
        stallAt += 100 + random.nextInt(400);
      }
      if (restless && !calm && frames >= leaveAt) {
        leave(open);
      }
    }
  }

  /** Reads nothing for a while: the server's buffers fill, and then its lag policy is due. */
  private void stall() {
    long until = System.nanoTime() + (200 + random.nextInt(2_500)) * 1_000_000L;
    while (!calm && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(REST_NANOS);
    }
  }

  private void leave(Wire open) throws IOException {
    if (random.nextBoolean()) {
      open.cut();
    }
    if (random.nextInt(4) == 0) {
      stall();
    }
    throw new IOException("it left");
  }

  @Override
  public void close() {
    over = true;
    Wire open = wire;
    if (open != null) {
      open.cut();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return transport.getClass().getSimpleName() + " of " + history.interest();
  }
}
