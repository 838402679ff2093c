package dev.vitrine.api.rest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request does not end in time: its head, then its body. Sits behind the
 * HTTP codec: a read that completes between two requests and yields none has brought a part of a
 * head, one that completes within a request has left a part of its body to come. Once the
 * connection becomes another protocol, which an answer says and no request, nothing is timed. Used
 * by its channel's event loop only.
 *
 * <p>Bytes that came before that answer are nobody's: the codec hands them on behind the new
 * protocol's decoder, where they would be kept for ever. Such a client is cut off (RFC 6455,
 * section 4.1: it must wait for the answer).
 */
final class RequestDeadline extends ChannelDuplexHandler {

  static final String NAME = "vitrine.requestDeadline";

  private final Duration head;
  private final Duration body;
  private final Predicate<HttpRequest> anyLength;
  private boolean betweenRequests = true;
  private boolean timed;
  private boolean upgraded;
  private boolean readNow;
  private @Nullable Future<?> deadline;

  /** {@code anyLength} is of requests whose body may take as long as it likes. */
  RequestDeadline(Duration head, Duration body, Predicate<HttpRequest> anyLength) {
    this.head = head;
    this.body = body;
    this.anyLength = anyLength;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a close that fails leaves nothing to do
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (upgraded && message instanceof ByteBuf early) {
      early.release();
      context.close();
      return;
    }
    readNow = true;
    if (message instanceof HttpRequest request) {
      cancel();
      betweenRequests = false;
      timed = !anyLength.test(request);
    }
    if (message instanceof LastHttpContent) {
      cancel();
      betweenRequests = true;
    }
    context.fireChannelRead(message);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the promise tells it
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response
        && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      upgraded = true;
      cancel();
    }
    context.write(message, promise);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (deadline == null && !upgraded) {
      if (betweenRequests && !readNow) {
        deadline = closeAfter(head, context);
      } else if (!betweenRequests && timed) {
        deadline = closeAfter(body, context);
      }
    }
    readNow = false;
    context.fireChannelReadComplete();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a close that fails leaves nothing to do
  private static Future<?> closeAfter(Duration time, ChannelHandlerContext context) {
    return context
        .executor()
        .schedule(
            () -> {
              context.close();
            },
            time.toMillis(),
            TimeUnit.MILLISECONDS);
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
