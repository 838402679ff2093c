package dev.vitrine.api.rest;

import dev.vitrine.api.VitrineProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Teaches WebFlux the forms of this package: bytes both ways and preconditions. */
@Configuration(proxyBeanMethods = false)
class RestConfiguration implements WebFluxConfigurer {

  private final VitrineProperties properties;

  RestConfiguration(VitrineProperties properties) {
    this.properties = properties;
  }

  @Bean
  static RestNames restNames() {
    return new RestNames();
  }

  @Override
  public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
    configurer.customCodecs().register(new ByteBodyReader(properties.maxBodyBytes()));
    configurer.customCodecs().register(new BinaryViewWriter());
  }

  @Override
  public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
    configurer.addCustomResolver(new IfMatchResolver());
  }
}
