package dev.vitrine.bench.stream;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The least that a broadcast takes: Netty's own WebSocket, one shared buffer, one write for each
 * client on its event loop. Nobody is told anything; who can't take a frame does not get it.
 */
public final class NettyServer {

  /** Each list is touched on its event loop only. */
  private static final Map<EventLoop, List<Channel>> CLIENTS = new ConcurrentHashMap<>();

  private NettyServer() {}

  private static final class Joining extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof HandshakeComplete) {
        Channel channel = context.channel();
        List<Channel> loop = CLIENTS.computeIfAbsent(channel.eventLoop(), _ -> new ArrayList<>());
        loop.add(channel);
        channel.closeFuture().addListener(_ -> loop.remove(channel));
      }
      context.fireUserEventTriggered(event);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    ServerOrders.logWarningsOnly();
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(EpollIoHandler.newFactory());
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(4_096))
                        .addLast(new WebSocketServerProtocolHandler(Contestant.PATH, true))
                        .addLast(new Joining());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    ServerOrders.obey(
        port, (event, sequence) -> broadcast(FrameSource.JSON.event(event, sequence)));
  }

  private static void broadcast(byte[] json) {
    ByteBuf shared = Unpooled.directBuffer(json.length).writeBytes(json);
    CLIENTS.forEach((loop, channels) -> {
      shared.retain();
      loop.execute(() -> send(channels, shared));
    });
    shared.release();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
  private static void send(List<Channel> channels, ByteBuf shared) {
    for (Channel channel : channels) {
      if (channel.isWritable()) {
        channel.writeAndFlush(
            new TextWebSocketFrame(shared.retainedDuplicate()), channel.voidPromise());
      }
    }
    shared.release();
  }
}
