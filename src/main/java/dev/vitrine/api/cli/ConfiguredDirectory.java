package dev.vitrine.api.cli;

import dev.vitrine.api.VitrineProperties;
import java.nio.file.Path;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The data directory that the service would use, from arguments, environment and files alike. */
final class ConfiguredDirectory {

  private ConfiguredDirectory() {}

  static Path of(String[] arguments) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    return Binder.get(environment).bindOrCreate("vitrine", VitrineProperties.class).dataDir();
  }
}
