package dev.vitrine.bench.stream;

import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** A server's side of the line to the bench: tells its port, then emits when it is told to. */
final class ServerOrders {

  static final String READY = "bench: ready at ";

  private ServerOrders() {}

  /** Logs warnings only, as our service does here: without Boot, Netty would log every write. */
  static void logWarningsOnly() {
    LoggingSystem logging = LoggingSystem.get(ServerOrders.class.getClassLoader());
    logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
  }

  /** Obeys {@code <hz> <seconds>} and {@code gc} until the bench ends; then this process does. */
  static void obey(int port, FrameSource.Taker taker) {
    FrameSource source = new FrameSource();
    System.out.println(READY + port);
    try (Scanner orders = new Scanner(System.in, StandardCharsets.UTF_8)) {
      while (orders.hasNextLine()) {
        String order = orders.nextLine();
        if (order.equals("gc")) {
          System.gc();
        } else {
          String[] words = order.split(" ", 2);
          source.run(Double.parseDouble(words[0]), Double.parseDouble(words[1]), taker);
        }
        System.out.println(READY + source.emitted());
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
