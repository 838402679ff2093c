package dev.vitrine.api.sse;

import dev.vitrine.api.connection.ClientChannel;
import dev.vitrine.api.connection.StallWatch;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * What keeps an answer of events alive, and ends one that nobody reads.
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
      StallWatch stall = new StallWatch(channel, stalledMax, closeTimeout);
      Future<?> comments = comments(channel.netty());
      return frames.doFinally(_ -> {
        comments.cancel(false);
        stall.end();
      });
    });
  }

  private Future<?> comments(Channel netty) {
    long pause = commentEvery.toNanos();
    return netty
        .eventLoop()
        .scheduleAtFixedRate(() -> comment(netty), pause, pause, TimeUnit.NANOSECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
  private static void comment(Channel netty) {
    if (netty.isWritable()) {
      netty.writeAndFlush(Unpooled.wrappedBuffer(COMMENT), netty.voidPromise());
    }
  }
}
