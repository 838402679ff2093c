package dev.vitrine.api.rest;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Bounds the time to read a request, for every door of the service's port. */
@Configuration(proxyBeanMethods = false)
class RequestTimesConfiguration {

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> requestTimes() {
    return factory -> factory.addServerCustomizers(RequestTimes.DEFAULT::apply);
  }
}
