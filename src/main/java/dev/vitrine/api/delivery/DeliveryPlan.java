package dev.vitrine.api.delivery;

import dev.vitrine.api.ProblemException;
import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.live.stream.InvalidSubscriptionException;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.LogReader;
import dev.vitrine.live.stream.StreamClock;
import dev.vitrine.live.stream.StreamKind;
import dev.vitrine.live.stream.SubscribeRequest;
import io.netty.channel.Channel;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** How one stream is delivered over one transport. Any thread. */
public final class DeliveryPlan implements AutoCloseable {

  private final StreamKind kind;
  private final LiveCore core;
  private final StreamTraffic.Out out;
  private final StreamClock clock = StreamClock.SYSTEM;
  private final SharedFrames frames = new SharedFrames();

  public DeliveryPlan(StreamKind kind, LiveCore core, StreamTraffic traffic) {
    this.kind = kind;
    this.core = core;
    this.out = traffic.of(kind.family());
  }

  /**
   * What a client asks by these parameters; a problem if the stream can't do it.
   *
   * @param spelled what the client calls a parameter
   */
  public StreamRequest read(
      Function<String, @Nullable String> parameters, UnaryOperator<String> spelled) {
    try {
      StreamRequest request = StreamRequest.parse(kind, parameters);
      core.check(kind.family(), request.request());
      return request;
    } catch (InvalidSubscriptionException e) {
      throw ProblemException.invalid(spelled.apply(e.field()), e.reason());
    }
  }

  /**
   * Joins the stream and writes to the channel until the stream ends, which yields the reason of
   * its last word; empty if the channel is closed before.
   */
  public Mono<String> deliver(
      StreamRequest request, FrameFormat format, Channel channel, LiveConnection connection) {
    return new FramePump(this, channel, format, request.batched(), connection).run(request);
  }

  LogReader join(SubscribeRequest request, Runnable onReady) {
    return core.subscribe(kind.family(), request, onReady);
  }

  public StreamKind kind() {
    return kind;
  }

  /** The epoch of the stream. */
  public String epoch() {
    return core.cursor(kind.family()).epoch();
  }

  SharedFrames frames() {
    return frames;
  }

  StreamTraffic.Out out() {
    return out;
  }

  StreamClock clock() {
    return clock;
  }

  @Override
  public void close() {
    frames.close();
  }
}
