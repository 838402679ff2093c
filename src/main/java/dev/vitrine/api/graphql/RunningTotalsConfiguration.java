package dev.vitrine.api.graphql;

import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.disk.IoTotals;
import dev.vitrine.event.HotVariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The totals of the running engine. */
@Configuration(proxyBeanMethods = false)
class RunningTotalsConfiguration {

  @Bean
  RunningTotals runningTotals(StorageEngine engine) {
    return new CountedEvents(engine);
  }

  /** Totals from the engine's own counters. */
  private record CountedEvents(StorageEngine engine) implements RunningTotals {

    @Override
    public long evictions() {
      return engine.hotCounters().total(HotVariant.PAGE_EVICTED);
    }

    @Override
    public long pagesRead() {
      return engine.ioTotals().reads();
    }

    @Override
    public long pagesWritten() {
      return engine.ioTotals().writes();
    }

    @Override
    public long deviceCalls() {
      IoTotals totals = engine.ioTotals();
      return totals.readCalls() + totals.writeCalls();
    }
  }
}
