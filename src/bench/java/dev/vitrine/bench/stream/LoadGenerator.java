package dev.vitrine.bench.stream;

import dev.vitrine.bench.stream.Clients.Subscriptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Many clients in one process and one thread: reads what comes, and tells how late it was. Orders
 * come on its standard input; when that ends, so does the process.
 */
public final class LoadGenerator {

  static final String CONNECTED = "load: connected";
  static final String BEGUN = "load: begun";
  static final String ENDED = "load: ended";
  static final String REPORT = "report ";
  static final String RESULT = "load: result ";

  /** Handshakes under way at once: fewer than a server's queue of connections. */
  private static final int HANDSHAKES_MAX = 200;

  private static final long SELECT_MILLIS_MAX = 20;

  /** How long after the last frame nothing more is expected. */
  private static final long QUIET_MICROS_MAX = 4_000_000;

  private static final long WAIT_MICROS_MAX = 30_000_000;

  private final Selector selector = Selector.open();
  private final Measurement measurement = new Measurement();
  private final List<ClientConnection> connections = new ArrayList<>();
  private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
  private long reportAskedMicros;
  private long lastEmitted;

  private LoadGenerator() throws IOException {}

  public static void main(String[] args) throws IOException {
    int stalled = Integer.parseInt(args[3]);
    LoadGenerator load = new LoadGenerator();
    load.connect(
        Integer.parseInt(args[0]),
        args[1],
        Integer.parseInt(args[2]),
        stalled,
        Subscriptions.valueOf(args[4]));
    System.out.println(CONNECTED);
    Thread.ofPlatform().daemon().start(load::listen);
    load.serve();
  }

  private void connect(int port, String path, int count, int stalled, Subscriptions asked)
      throws IOException {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(server);
      String document = asked == Subscriptions.NONE ? "" : asked.document(i);
      ClientConnection connection = new ClientConnection(channel, measurement, document);
      connection.begin(path);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, connection);
      connections.add(connection);
      if (i % HANDSHAKES_MAX == HANDSHAKES_MAX - 1 || i == count - 1) {
        awaitOpen();
      }
    }
    for (ClientConnection connection : connections.subList(0, stalled)) {
      connection.stall(selector);
    }
    connections.subList(0, stalled).clear();
  }

  private void awaitOpen() throws IOException {
    while (!connections.stream().allMatch(ClientConnection::open)) {
      selector.select(LoadGenerator::read, SELECT_MILLIS_MAX);
    }
  }

  private static void read(SelectionKey key) {
    ClientConnection connection = (ClientConnection) key.attachment();
    try {
      connection.read();
    } catch (IOException e) {
      // Figures of fewer clients than asked for would be no figures: whoever listens hears the end.
      System.err.println("a connection ended: " + e.getMessage());
      Runtime.getRuntime().halt(1);
    }
  }

  private void listen() {
    try (Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
      while (lines.hasNextLine()) {
        orders.add(lines.nextLine());
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private void serve() throws IOException {
    while (true) {
      selector.select(LoadGenerator::read, SELECT_MILLIS_MAX);
      String order = orders.poll();
      long now = FrameSource.nowMicros();
      if (order != null) {
        obey(order, now);
      }
      if (reportAskedMicros != 0 && isOver(now)) {
        report();
        reportAskedMicros = 0;
      }
    }
  }

  private void obey(String order, long now) {
    switch (order) {
      case "begin" -> {
        measurement.begin(now);
        System.out.println(BEGUN);
      }
      case "end" -> {
        measurement.end(now);
        System.out.println(ENDED);
      }
      default -> {
        lastEmitted = Long.parseLong(order.substring(REPORT.length()));
        reportAskedMicros = now;
      }
    }
  }

  /** Whether everybody has everything, or nothing comes any more. */
  private boolean isOver(long now) {
    long last = Math.max(reportAskedMicros, measurement.lastReceivedMicros());
    return now - last > QUIET_MICROS_MAX
        || now - reportAskedMicros > WAIT_MICROS_MAX
        || connections.stream().allMatch(connection -> connection.reached(lastEmitted));
  }

  private void report() {
    long newest = measurement.newestNumber();
    connections.forEach(connection -> connection.missUntil(newest));
    System.out.println(
        RESULT
            + String.format(
                Locale.ROOT,
                "%d %.3f %.3f %.3f %d %d",
                measurement.frames(),
                measurement.millis(50),
                measurement.millis(99),
                measurement.millis(100),
                measurement.missing(),
                measurement.told()));
  }
}
