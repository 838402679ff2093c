package dev.vitrine;

import dev.vitrine.api.cli.CommandLine;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service: the storage engine, its live streams and the doors to both. */
@SpringBootApplication
public class VitrineApplication {

  public static void main(String[] args) {
    OptionalInt exitCode = CommandLine.run(args);
    if (exitCode.isPresent()) {
      System.exit(exitCode.getAsInt());
    }
    SpringApplication.run(VitrineApplication.class, CommandLine.forService(args));
  }
}
