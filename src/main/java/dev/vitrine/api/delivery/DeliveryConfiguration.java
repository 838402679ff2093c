package dev.vitrine.api.delivery;

import dev.vitrine.live.stream.LiveCore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all transports share. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  @Bean
  StreamTraffic streamTraffic() {
    return new StreamTraffic();
  }

  @Bean
  StreamDeliveries streamDeliveries(LiveCore core, StreamTraffic traffic) {
    return new StreamDeliveries(core, traffic);
  }
}
