package dev.vitrine.api.delivery;

import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.live.stream.Control.StreamClosing;
import dev.vitrine.live.stream.LogReader;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.StreamItem.ControlItem;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Writes one client's frames to its channel, on the channel's event loop: what its stream has, as
 * long as the socket takes it. A socket that takes nothing is given nothing, so that what waits is
 * in the stream, where the lag policy sees it. The stream's last words alone go out regardless:
 * they are few, and without them the client would not learn why it is closed.
 *
 * <p>Frames go to the channel as bytes, past the encoder of the transport: it would make the same
 * bytes for every client again. Bytes that are {@linkplain FrameFormat#whole whole} pass all its
 * handlers by.
 */
public final class FramePump {

  /** Frames of one client before the others of its event loop have their turn. */
  static final int FRAMES_PER_TURN_MAX = 256;

  /** Items of one batch. */
  public static final int BATCH_ITEMS_MAX = 256;

  private final Channel channel;
  private final DeliveryPlan plan;
  private final FrameFormat format;
  private final boolean batched;
  private final LiveConnection connection;
  private final AtomicInteger rounds = new AtomicInteger();
  private final Writability writability = new Writability();

  private ChannelOutboundInvoker way;
  private long joinedMicros;
  private @Nullable LogReader stream;
  private @Nullable MonoSink<String> sink;
  private boolean stopped;
  private String lastWord = "";

  FramePump(
      DeliveryPlan plan,
      Channel channel,
      FrameFormat format,
      boolean batched,
      LiveConnection connection) {
    this.plan = plan;
    this.channel = channel;
    this.format = format;
    this.batched = batched;
    this.connection = connection;
    this.way = channel;
  }

  /**
   * Joins the stream and writes until it ends, which yields the reason of its last word; completes
   * empty if the channel is closed before. To be subscribed to once.
   */
  Mono<String> run(StreamRequest request) {
    return Mono.create(it -> {
      it.onDispose(() -> onLoop(this::stop));
      onLoop(() -> start(it, request));
    });
  }

  private void onLoop(Runnable task) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
    } else {
      try {
        channel.eventLoop().execute(task);
      } catch (RejectedExecutionException _) {
        task.run(); // the event loops have ended: nothing else can run there any more
      }
    }
  }

  private void start(MonoSink<String> to, StreamRequest request) {
    if (stopped) {
      return;
    }
    sink = to;
    joinedMicros = plan.clock().epochMicros();
    try {
      LogReader joined = plan.join(request.request(), this::wake);
      stream = joined;
      connection.reads(joined);
      connection.endsBy(() -> joined.end(StreamClosing.CLOSED_BY_OPERATOR));
    } catch (RuntimeException | Error e) {
      to.error(e);
      return;
    }
    watchWritability();
    channel.closeFuture().addListener(_ -> leave());
    wake();
  }

  /** Next to the socket, but for encryption. */
  private void watchWritability() {
    ChannelPipeline pipeline = channel.pipeline();
    ChannelHandlerContext encryption = pipeline.context(SslHandler.class);
    if (encryption == null) {
      pipeline.addFirst(writability);
    } else {
      pipeline.addAfter(encryption.name(), null, writability);
    }
  }

  /** Never throws, and does nothing itself: the thread of the streams calls it. */
  private void wake() {
    if (rounds.getAndIncrement() == 0) {
      try {
        channel.eventLoop().execute(this::drain);
      } catch (RejectedExecutionException _) {
        // The event loops have ended, and with them the channel.
      }
    }
  }

  private void drain() {
    int seen = rounds.get();
    while (seen != 0) {
      LogReader open = stream;
      if (open != null && !stopped) {
        try {
          round(open);
        } catch (RuntimeException | Error e) {
          fail(e);
        }
      }
      seen = rounds.addAndGet(-seen);
    }
  }

  private void round(LogReader open) {
    int room = FRAMES_PER_TURN_MAX;
    boolean more = true;
    while (more && room > 0 && (channel.isWritable() || open.ending())) {
      int written = writeNext(open);
      more = written > 0;
      room -= written;
    }
    if (room < FRAMES_PER_TURN_MAX) {
      way.flush();
    }
    if (open.done()) {
      finish();
    } else if (!channel.isWritable()) {
      open.idle();
    } else if (more) {
      channel.eventLoop().execute(this::wake);
    }
  }

  /** Writes a frame, if there is one; how many items it has. */
  private int writeNext(LogReader open) {
    StreamItem item = open.poll();
    if (item == null) {
      return 0;
    }
    if (!batched) {
      noteLastWord(item);
      write(plan.frames().of(item, format), List.of(item));
      return 1;
    }
    List<StreamItem> items = new ArrayList<>();
    while (item != null) {
      noteLastWord(item);
      items.add(item);
      item = items.size() < BATCH_ITEMS_MAX ? open.poll() : null;
    }
    write(format.encodeBatch(items), items);
    return items.size();
  }

  private void noteLastWord(StreamItem item) {
    if (item instanceof ControlItem(StreamClosing closing, _, _)) {
      lastWord = closing.reason();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
  private void write(ByteBuf frame, List<StreamItem> items) {
    int bytes = frame.readableBytes();
    way.write(frame, channel.voidPromise());
    plan.out().count(bytes);
    connection.sent(1, bytes);
    long now = plan.clock().epochMicros();
    for (StreamItem item : items) {
      boolean live = !(item instanceof ControlItem) && item.timestampMicros() >= joinedMicros;
      if (live) {
        plan.out().late(now - item.timestampMicros());
      }
    }
  }

  private void finish() {
    MonoSink<String> to = sink;
    stop();
    if (to != null) {
      to.success(lastWord);
    }
  }

  private void leave() {
    MonoSink<String> to = sink;
    stop();
    if (to != null) {
      to.success();
    }
  }

  private void fail(Throwable error) {
    MonoSink<String> to = sink;
    stop();
    if (to != null) {
      to.error(error);
    }
  }

  /** Lets go of the stream; more than once is fine. */
  private void stop() {
    stopped = true;
    LogReader open = stream;
    stream = null;
    if (open != null) {
      open.close();
      if (writability.added && channel.isRegistered()) {
        channel.pipeline().remove(writability);
      }
    }
  }

  /** Wakes the pump when the socket has room again. */
  private final class Writability extends ChannelInboundHandlerAdapter {

    private boolean added;

    @Override
    public void handlerAdded(ChannelHandlerContext here) {
      added = true;
      if (format.whole()) {
        way = here;
      }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext here) {
      added = false;
      way = channel;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext here) {
      wake();
      here.fireChannelWritabilityChanged();
    }
  }
}
