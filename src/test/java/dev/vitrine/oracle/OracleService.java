package dev.vitrine.oracle;

import dev.vitrine.VitrineApplication;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.EventSink;
import dev.vitrine.live.LiveStreams;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.StreamClock;
import dev.vitrine.live.stream.StreamLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The service as it is, in a process of its own, with bounds so small that seconds are enough to
 * meet each of them, and faults that can be planted by a line on its standard input. When that
 * ends, so does the process.
 */
public final class OracleService {

  /** Where the parent reads the port. */
  static final String READY = "oracle: ready at ";

  private static final StreamLimits SMALL =
      new StreamLimits(1 << 11, 256 << 10, 32 << 10, 1 << 7, 1_500);

  private OracleService() {}

  /** Stands in for the service's own core, under the same name. */
  // No @Configuration: a test of the whole service would find it and take it for its own.
  static class Streams {

    @Bean
    LiveCore liveCore(Tampering tampering) {
      boolean small = !Boolean.getBoolean("vitrine.oracle.default-limits");
      return new LiveCore(
          tampering.encoder(), small ? SMALL : StreamLimits.DEFAULT, StreamClock.SYSTEM);
    }

    @Bean
    Tampering tampering() {
      return new Tampering();
    }

    @Bean
    @Primary
    EventSink tamperedSink(LiveCore core, Tampering tampering) {
      return tampering.sink(core);
    }

    @Bean
    @Primary
    LiveStreams tamperedStreams(
        @Qualifier("liveStreams") LiveStreams streams, Tampering tampering) {
      tampering.epoch(streams.cursor(EventFamily.PAGE).epoch());
      return tampering.streams(streams);
    }
  }

  public static void main(String[] args) throws IOException {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(VitrineApplication.class, Streams.class)
            .properties("spring.main.allow-bean-definition-overriding=true")
            .run(args);
    System.out.println(READY + context.getEnvironment().getProperty("local.server.port"));
    Tampering tampering = context.getBean(Tampering.class);
    try (Scanner orders = new Scanner(System.in, StandardCharsets.UTF_8)) {
      while (orders.hasNextLine()) {
        tampering.plant(Tampering.Fault.valueOf(orders.nextLine()));
        System.out.println(READY + "fault");
      }
    }
    Runtime.getRuntime().halt(1);
  }
}
