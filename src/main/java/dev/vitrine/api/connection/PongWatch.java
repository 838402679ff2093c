package dev.vitrine.api.connection;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * Pings a WebSocket, and notices when it answers no more. The pings go straight to the channel: one
 * that waits behind a full socket would say nothing.
 */
public final class PongWatch {

  private final Channel channel;
  private final KeepAlive keepAlive;
  private volatile long heardNanos = System.nanoTime();

  public PongWatch(Channel channel, KeepAlive keepAlive) {
    this.channel = channel;
    this.keepAlive = keepAlive;
  }

  /** A pong came; any thread. */
  public void heard() {
    heardNanos = System.nanoTime();
  }

  /** Pings until it is cancelled; completes when the client has been silent for too long. */
  public Mono<Void> silence() {
    return Mono.create(sink -> {
      heard();
      Future<?> pings = every(keepAlive.pingEvery(), this::ping);
      Future<?> checks =
          every(
              keepAlive.checkEvery(),
              () -> {
                if (System.nanoTime() - heardNanos > keepAlive.pongTimeout().toNanos()) {
                  sink.success();
                }
              });
      sink.onDispose(() -> {
        pings.cancel(false);
        checks.cancel(false);
      });
    });
  }

  private Future<?> every(Duration pause, Runnable task) {
    long nanos = pause.toNanos();
    return channel.eventLoop().scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // whether it went out, the pong tells
  private void ping() {
    if (channel.isWritable()) {
      channel.writeAndFlush(new PingWebSocketFrame());
    }
  }
}
