package dev.vitrine.api.rest;

import dev.vitrine.api.VitrineProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.CodecConfigurer;
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
    int bytesMax = properties.maxBodyBytes();
    int vectoredBytesMax = properties.maxVectoredBodyBytes();
    CodecConfigurer.CustomCodecs codecs = configurer.customCodecs();
    codecs.register(BodyReader.ofBoth(ByteBody.class, bytesMax, ByteBody::parse, ByteBody::new));
    codecs.register(BodyReader.ofJson(PageIdsBody.class, bytesMax, PageIdsBody::parse));
    codecs.register(
        BodyReader.ofBoth(
            PageWritesBody.class, vectoredBytesMax, PageWritesBody::parse, PageWritesBody::raw));
    codecs.register(BodyReader.ofJson(AsyncReadBody.class, bytesMax, AsyncReadBody::parse));
    codecs.register(
        BodyReader.ofBoth(
            AsyncWriteBody.class, bytesMax, AsyncWriteBody::parse, AsyncWriteBody::raw));
    codecs.register(new BinaryViewWriter());
    codecs.register(new TextViewWriter());
  }

  @Override
  public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
    configurer.addCustomResolver(new IfMatchResolver());
  }
}
