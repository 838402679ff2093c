package dev.vitrine.api.sse;

import dev.vitrine.api.connection.ClientChannel;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * What keeps an answer of events alive, and ends one that nobody reads: there are no pongs here, so
 * a client that takes nothing for long is taken for dead.
 *
 * @param commentEvery pause between two comments, which tell proxies and clients that it goes on
 * @param stalledMax how long a client may take nothing though there is something
 * @param closeTimeout how long the end may take before the connection is cut
 */
record EventsCare(Duration commentEvery, Duration stalledMax, Duration closeTimeout) {

  static final EventsCare DEFAULT =
      new EventsCare(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(5));

  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  /** Looks after the channel until the frames end, and once more a while after that. */
  Mono<String> around(ClientChannel channel, Mono<String> frames) {
    return Mono.defer(() -> {
      Rounds rounds = new Rounds(channel);
      return frames.doOnSuccess(_ -> cutLater(channel)).doFinally(_ -> rounds.cancel());
    });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the connection is closed by then, or is cut
  private void cutLater(ClientChannel channel) {
    if (channel.netty().isActive()) {
      channel
          .netty()
          .eventLoop()
          .schedule(channel::cut, closeTimeout.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Runs on the channel's event loop. */
  private final class Rounds {

    private final ClientChannel channel;
    private final Future<?> comments;
    private final Future<?> checks;
    private long takenNanos = System.nanoTime();

    Rounds(ClientChannel channel) {
      this.channel = channel;
      EventLoop loop = channel.netty().eventLoop();
      long pause = commentEvery.toNanos();
      long check = stalledMax.toNanos() / 4;
      comments = loop.scheduleAtFixedRate(this::comment, pause, pause, TimeUnit.NANOSECONDS);
      checks = loop.scheduleAtFixedRate(this::check, check, check, TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
    private void comment() {
      Channel netty = channel.netty();
      if (netty.isWritable()) {
        netty.writeAndFlush(Unpooled.wrappedBuffer(COMMENT), netty.voidPromise());
      }
    }

    private void check() {
      if (channel.netty().isWritable()) {
        takenNanos = System.nanoTime();
      } else if (System.nanoTime() - takenNanos > stalledMax.toNanos()) {
        channel.cut();
      }
    }

    void cancel() {
      comments.cancel(false);
      checks.cancel(false);
    }
  }
}
