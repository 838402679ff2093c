package dev.vitrine.api.rest;

import dev.vitrine.api.VitrineProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.CodecConfigurer;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Teaches WebFlux the forms of this package: bytes both ways and preconditions. */
@Configuration(proxyBeanMethods = false)
class RestConfiguration implements WebFluxConfigurer {

  private final VitrineProperties properties;
  private final JsonMapper json;

  RestConfiguration(VitrineProperties properties, JsonMapper json) {
    this.properties = properties;
    this.json = json;
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
    codecs.register(BodyReader.ofJson(RecordFileBody.class, bytesMax, RecordFileBody::parse));
    codecs.register(
        BodyReader.ofBoth(
            RecordValueBody.class, bytesMax, RecordValueBody::parse, RecordValueBody::raw));
    codecs.register(ViewWriter.ofBytes());
    codecs.register(ViewWriter.ofText());
    codecs.register(new RecordScanWriter(json));
    codecs.register(new RecordLoadWriter(json));
  }

  @Override
  public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
    configurer.addCustomResolver(new IfMatchResolver(), new EntryResolver());
  }
}
