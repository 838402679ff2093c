package dev.vitrine.api.load;

import dev.vitrine.api.EndsFirst;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bulk loads end as a shutdown begins: they would go on until their connections are cut. */
@Configuration(proxyBeanMethods = false)
class LoadConfiguration {

  @Bean
  EndsFirst loadsEndFirst(RecordLoads loads) {
    return new EndsFirst(loads::beginClose);
  }
}
