package dev.vitrine.api.connection;

import dev.vitrine.live.stream.StreamKind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The channel below a request, with what may wait in it bounded.
 *
 * @param netty the channel itself
 * @param remoteAddress where it comes from
 */
public record ClientChannel(Channel netty, String remoteAddress) {

  /** What may wait in the kernel: left alone, that grows to seconds of stale frames. */
  static final int SEND_BUFFER_BYTES_MAX = 256 << 10;

  /** What may wait in the process before a socket counts as full. */
  static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 << 10, 64 << 10);

  /** The channel of a request that this server got; an {@link AbortedException} if it is closed. */
  public static ClientChannel of(ServerWebExchange exchange) {
    HttpServerResponse connected =
        ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
    AtomicReference<@Nullable Channel> found = new AtomicReference<>();
    connected.withConnection(connection -> found.set(connection.channel()));
    Channel channel = found.get();
    if (channel == null) {
      throw new IllegalStateException("a request without a channel");
    }
    try {
      channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES_MAX);
    } catch (ChannelException e) {
      throw new AbortedException(e);
    }
    channel.config().setWriteBufferWaterMark(WATER_MARK);
    return new ClientChannel(channel, spelled(exchange.getRequest().getRemoteAddress()));
  }

  private static String spelled(@Nullable InetSocketAddress address) {
    return address == null
        ? "unknown"
        : address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /**
   * Takes the client in, until the channel is closed at the latest. A problem when there are too
   * many.
   *
   * @param kind the stream it reads; null for GraphQL
   */
  public LiveConnection open(
      Connections connections, Transport transport, @Nullable StreamKind kind, String filter) {
    String stream = kind == null ? null : kind.streamName();
    LiveConnection connection =
        connections.open(
            new ConnectionDetails(transport, connections.client(), remoteAddress, stream, filter));
    netty.closeFuture().addListener(_ -> connection.close());
    return connection;
  }

  /** Drops the connection without ceremony. */
  @SuppressWarnings("FutureReturnValueIgnored") // a close that fails leaves nothing to do
  public void cut() {
    netty.close();
  }
}
