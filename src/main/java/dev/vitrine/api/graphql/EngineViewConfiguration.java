package dev.vitrine.api.graphql;

import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.event.HotVariant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The views of the running engine. */
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
    };
  }

  @Bean
  RunningTotals runningTotals(StorageEngine engine) {
    return new CountedEvents(engine);
  }

  /**
   * Totals from the counters of hot events: of the disk's, each is one call to the device. The
   * engine has no vectored operations yet; once it has, pages must come from its own page totals.
   */
  private record CountedEvents(StorageEngine engine) implements RunningTotals {

    @Override
    public long evictions() {
      return total(HotVariant.PAGE_EVICTED);
    }

    @Override
    public long pagesRead() {
      return total(HotVariant.READ_COMPLETED);
    }

    @Override
    public long pagesWritten() {
      return total(HotVariant.WRITE_COMPLETED);
    }

    @Override
    public long deviceCalls() {
      return pagesRead()
          + pagesWritten()
          + total(HotVariant.VECTORED_READ)
          + total(HotVariant.VECTORED_WRITE);
    }

    private long total(HotVariant variant) {
      return engine.hotCounters().total(variant);
    }
  }
}
