package dev.vitrine.live.stream;

import org.jspecify.annotations.Nullable;

/**
 * What one client has of a stream, to be polled. {@link #poll}, {@link #idle} and {@link #done} are
 * called by one thread at a time; {@link #close} by any.
 *
 * @param <T> what it yields
 */
public interface ClientStream<T> extends AutoCloseable {

  /** The next item; null when there is none now. Its owner is told when there may be more. */
  @Nullable T poll();

  /** Instead of {@link #poll} while the client can take nothing: the lag policy goes on. */
  void idle();

  /** Nothing will ever come any more. */
  boolean done();

  /** The stream is at its end, though its last word may still have to be polled. */
  boolean ending();

  /** Leaves the stream and frees everything that was held for this client. */
  @Override
  void close();
}
