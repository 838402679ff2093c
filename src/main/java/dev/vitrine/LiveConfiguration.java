package dev.vitrine;

import dev.vitrine.api.EndsFirst;
import dev.vitrine.api.VitrineProperties;
import dev.vitrine.engine.Sampler;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.CoreStreams;
import dev.vitrine.live.EventJson;
import dev.vitrine.live.LiveStreams;
import dev.vitrine.live.stream.EngineSource;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.StreamClock;
import dev.vitrine.live.stream.StreamLimits;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Ties the streams to the engine. The order matters: the core is the sink that the engine is opened
 * with, and is started with the engine; it ends before the web server waits for its connections to
 * end, and lets go of the engine before that closes.
 */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

  /** The engine's {@code EventSink}. */
  @Bean
  LiveCore liveCore(VitrineProperties properties) {
    return new LiveCore(
        new EventJson(EventJson.LOCAL_SOURCE),
        StreamLimits.DEFAULT.withHotEntriesPerSecond(properties.hotEventsPerSecond()),
        StreamClock.SYSTEM);
  }

  @Bean
  LiveStreams liveStreams(LiveCore core, StorageEngine engine) {
    core.start(new OpenEngine(engine));
    return new CoreStreams(core);
  }

  @Bean
  EndsFirst streamsEndFirst(LiveCore core, LiveStreams streams) {
    return new EndsFirst(core::close);
  }

  /** What the streams ask of a real engine. */
  record OpenEngine(StorageEngine engine) implements EngineSource {

    @Override
    public long total(HotVariant variant) {
      return engine.hotCounters().total(variant);
    }

    @Override
    public Optional<Supplier<StorageEvent>> openSampler(EventFamily family) {
      Optional<Sampler> sampler = engine.openSampler(family);
      return sampler.map(open -> open::sample);
    }
  }
}
