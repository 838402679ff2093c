package dev.vitrine.api.rest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request head does not end in time. Sits behind the HTTP codec: a read
 * that completes between two requests and yields none has brought a part of a head. Used by its
 * channel's event loop only.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

  static final String NAME = "vitrine.headDeadline";

  private final Duration time;
  private boolean betweenRequests = true;
  private boolean readNow;
  private @Nullable Future<?> deadline;

  HeadDeadline(Duration time) {
    this.time = time;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    readNow = true;
    if (message instanceof HttpRequest) {
      cancel();
      betweenRequests = false;
    }
    if (message instanceof LastHttpContent) {
      betweenRequests = true;
    }
    boolean upgrade =
        message instanceof HttpRequest request
            && request.headers().contains(HttpHeaderNames.UPGRADE);
    context.fireChannelRead(message);
    if (upgrade && !context.isRemoved()) {
      context.pipeline().remove(this);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a close that fails leaves nothing to do
  public void channelReadComplete(ChannelHandlerContext context) {
    if (betweenRequests && !readNow && deadline == null) {
      deadline =
          context
              .executor()
              .schedule(
                  () -> {
                    context.close();
                  },
                  time.toMillis(),
                  TimeUnit.MILLISECONDS);
    }
    readNow = false;
    context.fireChannelReadComplete();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    cancel();
  }

  private void cancel() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
