package dev.vitrine.api.rest;

import java.time.Duration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * How long a client may take to send a request, so that slow ones don't collect connections.
 * Nothing here counts once a request is read: answers, events and WebSockets last as long as they
 * like. Nor does the body of a bulk load, which has a rule of its own: that something must come.
 *
 * @param head from the first byte of a request's head to its last
 * @param body from the head to the end of the body
 * @param idle without any request
 */
record RequestTimes(Duration head, Duration body, Duration idle) {

  static final RequestTimes DEFAULT =
      new RequestTimes(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(75));

  /** The server with these times. */
  HttpServer apply(HttpServer server) {
    return server
        .idleTimeout(idle)
        .doOnChannelInit((observer, channel, remote) -> {
          if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
            channel
                .pipeline()
                .addAfter(
                    NettyPipeline.HttpCodec,
                    RequestDeadline.NAME,
                    new RequestDeadline(head, body, RecordLoadController::isLoad));
          }
        });
  }
}
