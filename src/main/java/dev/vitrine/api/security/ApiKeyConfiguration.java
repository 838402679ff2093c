package dev.vitrine.api.security;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Authentication, where {@code vitrine.api-key} is given. It is no part of the other properties, so
 * that nothing that prints those prints it. One that is too short, or empty, ends the start: the
 * service never takes a mistake for "no key".
 */
@Configuration(proxyBeanMethods = false)
class ApiKeyConfiguration {

  static final String PROPERTY = "vitrine.api-key";

  @Bean
  @ConditionalOnProperty(PROPERTY)
  ApiKey apiKey(Environment environment) {
    String key = environment.getRequiredProperty(PROPERTY);
    if (key.length() < ApiKey.CHARACTERS_MIN) {
      throw new InvalidConfigurationPropertyValueException(
          PROPERTY,
          "(not shown)",
          "It must have at least %d characters, such as those of: openssl rand -hex 32"
              .formatted(ApiKey.CHARACTERS_MIN));
    }
    return new ApiKey(key);
  }

  @Bean
  @ConditionalOnProperty(PROPERTY)
  KeyGuard keyGuard(ApiKey key) {
    return new KeyGuard(key);
  }
}
