package dev.vitrine;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service: the storage engine, its live streams and the doors to both. */
@SpringBootApplication
public class VitrineApplication {

  public static void main(String[] args) {
    SpringApplication.run(VitrineApplication.class, args);
  }
}
