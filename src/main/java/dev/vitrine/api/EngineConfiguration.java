package dev.vitrine.api;

import dev.vitrine.engine.AsyncOperations;
import dev.vitrine.engine.BatchOperations;
import dev.vitrine.engine.BufferPoolOperations;
import dev.vitrine.engine.CheckpointReport;
import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import dev.vitrine.engine.IoOperations;
import dev.vitrine.engine.PageOperations;
import dev.vitrine.engine.RecordOperations;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.UringOperations;
import dev.vitrine.engine.VerificationOperations;
import dev.vitrine.event.EventSink;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/**
 * Opens the engine and hands out its doors one by one, so that nobody above needs more of it than
 * the interface he calls.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VitrineProperties.class)
public class EngineConfiguration {

  @Bean
  StorageEngine storageEngine(VitrineProperties properties, ObjectProvider<EventSink> sink) {
    return StorageEngine.open(properties.engineConfig(), sink.getIfAvailable(() -> EventSink.NONE));
  }

  /** Closed before the engine: the calls that were taken still find it open. */
  @Bean
  @DependsOn("storageEngine")
  EngineCalls engineCalls() {
    return new EngineCalls();
  }

  @Bean(destroyMethod = "")
  PageOperations pageOperations(StorageEngine engine) {
    return engine.pages();
  }

  @Bean(destroyMethod = "")
  IoOperations ioOperations(StorageEngine engine) {
    return engine.io();
  }

  @Bean(destroyMethod = "")
  BatchOperations batchOperations(StorageEngine engine) {
    return engine.batch();
  }

  @Bean(destroyMethod = "")
  AsyncOperations asyncOperations(StorageEngine engine) {
    return engine.async();
  }

  @Bean(destroyMethod = "")
  UringOperations uringOperations(StorageEngine engine) {
    return engine.uring();
  }

  @Bean(destroyMethod = "")
  BufferPoolOperations bufferPoolOperations(StorageEngine engine) {
    return engine.bufferPool();
  }

  @Bean(destroyMethod = "")
  VerificationOperations verificationOperations(StorageEngine engine) {
    return engine.verifications();
  }

  @Bean(destroyMethod = "")
  RecordOperations recordOperations(StorageEngine engine) {
    return engine.records();
  }

  @Bean
  EngineOverview engineOverview(StorageEngine engine) {
    return new EngineOverview() {
      @Override
      public EngineStatus status() {
        return engine.status();
      }

      @Override
      public List<DiskInfo> disks() {
        return engine.disks();
      }

      @Override
      public CheckpointReport checkpoint() {
        return engine.checkpoint();
      }
    };
  }
}
