package dev.vitrine.api.graphql;

import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.event.HotVariant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The view of the running engine. */
@Configuration(proxyBeanMethods = false)
class EngineViewConfiguration {

  @Bean
  EngineView engineView(StorageEngine engine) {
    return new EngineView() {
      @Override
      public EngineStatus status() {
        return engine.status();
      }

      @Override
      public List<DiskInfo> disks() {
        return engine.disks();
      }

      @Override
      public long total(HotVariant variant) {
        return engine.hotCounters().total(variant);
      }
    };
  }
}
