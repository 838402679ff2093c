package dev.vitrine.api.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends an answer of events that nobody reads. There are no pongs here, so a client that takes
 * nothing for long, though there is something, is taken for dead. The answer must take its
 * connection with it ({@code Connection: close}): that is what is cut.
 */
public final class StallWatch {

  private final ClientChannel channel;
  private final long stalledNanosMax;
  private final long closeNanosMax;
  private final Future<?> checks;

  // Of the last look; only the channel's event loop uses them.
  private @Nullable Object firstBefore;
  private long takenOfFirstBefore;
  private long takenNanos = System.nanoTime();

  /**
   * Watches from now on.
   *
   * @param stalledMax how long a client may take nothing though there is something
   * @param closeTimeout how long the end may take before the connection is cut
   */
  public StallWatch(ClientChannel channel, Duration stalledMax, Duration closeTimeout) {
    this.channel = channel;
    this.stalledNanosMax = stalledMax.toNanos();
    this.closeNanosMax = closeTimeout.toNanos();
    long pause = stalledNanosMax / 4;
    this.checks =
        channel
            .netty()
            .eventLoop()
            .scheduleAtFixedRate(this::check, pause, pause, TimeUnit.NANOSECONDS);
  }

  /** The socket took something since the last look if what waits first is another, or shorter. */
  private void check() {
    ChannelOutboundBuffer waiting = channel.netty().unsafe().outboundBuffer();
    Object first = waiting == null ? null : waiting.current();
    long takenOfIt = first == null ? 0 : waiting.currentProgress();
    boolean stands = first != null && first == firstBefore && takenOfIt == takenOfFirstBefore;
    firstBefore = first;
    takenOfFirstBefore = takenOfIt;
    if (!stands) {
      takenNanos = System.nanoTime();
    } else if (System.nanoTime() - takenNanos > stalledNanosMax) {
      channel.cut();
    }
  }

  /** Nothing more comes: what is not taken soon is not waited for. Any thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // the connection is closed by then, or is cut
  public void end() {
    checks.cancel(false);
    Channel netty = channel.netty();
    if (netty.isActive()) {
      netty.eventLoop().schedule(channel::cut, closeNanosMax, TimeUnit.NANOSECONDS);
    }
  }
}
