package dev.vitrine.api.connection;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All live connections, and how many there may be. Any thread. */
public final class Connections implements MeterBinder {

  private final int connectionsMax;
  private final String client;
  private final ConcurrentSkipListMap<Long, LiveConnection> open = new ConcurrentSkipListMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();

  /** {@code client} is who everybody is: the service has one key, or none. */
  public Connections(LiveLimits limits, String client) {
    this.connectionsMax = limits.maxConnections();
    this.client = client;
  }

  /** Who a client is. */
  public String client() {
    return client;
  }

  /**
   * Takes a connection in; whoever does closes it. A {@link ProblemException} when there are too
   * many.
   */
  public LiveConnection open(ConnectionDetails details) {
    if (count.incrementAndGet() > connectionsMax) {
      count.decrementAndGet();
      refused.incrementAndGet();
      throw new ProblemException(
          ProblemCode.BUSY,
          "%d clients are connected, which is all that may be".formatted(connectionsMax));
    }
    var connection =
        new LiveConnection(
            lastId.incrementAndGet(), details, Clock.systemUTC().instant(), this::forget);
    open.put(connection.id(), connection);
    return connection;
  }

  private void forget(LiveConnection connection) {
    open.remove(connection.id());
    count.decrementAndGet();
  }

  /** Up to {@code limit} connections with higher ids, the oldest first. */
  public List<LiveConnection> after(long id, int limit) {
    return open.tailMap(id, false).values().stream().limit(limit).toList();
  }

  /** Tells the client to go, and closes; a {@link ProblemException} if there is no such one. */
  public void end(String id) {
    boolean possible = id.matches("[0-9]{1,18}");
    @Nullable LiveConnection connection = possible ? open.get(Long.valueOf(id)) : null;
    if (connection == null) {
      throw new ProblemException(
          ProblemCode.CONNECTION_NOT_FOUND, "there is no connection " + id + " now");
    }
    connection.end();
  }

  /** How many there are. */
  public int size() {
    return count.get();
  }

  /** Says in the log which clients are too slow. */
  void noteSlowness() {
    long now = System.nanoTime();
    open.values().forEach(connection -> connection.noteSlowness(now));
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (Transport transport : Transport.values()) {
      Gauge.builder("vitrine.connections", this, it -> it.count(transport))
          .description("Live connections that are open now")
          .tag("transport", transport.wireName())
          .register(meters);
    }
    FunctionCounter.builder("vitrine.connections.refused", refused, AtomicLong::get)
        .description("Live connections that were refused because there were too many")
        .register(meters);
  }

  private long count(Transport transport) {
    return open.values().stream().filter(it -> it.details().transport() == transport).count();
  }
}
