package dev.vitrine.bench.stream;

import dev.vitrine.VitrineApplication;
import dev.vitrine.live.stream.LiveCore;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service; the events are given to its sink as the engine's are. */
public final class VitrineServer {

  private VitrineServer() {}

  public static void main(String[] args) {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(VitrineApplication.class).run(args);
    LiveCore sink = context.getBean(LiveCore.class);
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    ServerOrders.obey(Integer.parseInt(port), (event, _) -> sink.emit(event));
  }
}
