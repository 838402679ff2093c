package dev.vitrine.api.telemetry;

import dev.vitrine.engine.DiskInfo;
import dev.vitrine.engine.EngineStatus;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.error.EngineException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the engine takes changes: out of service when it is read-only or the disk is full. */
@Component
final class StorageHealthIndicator implements HealthIndicator {

  /** Less than this is as good as nothing: a page and its neighbours must still fit. */
  static final long USABLE_BYTES_MIN = 10L << 20;

  private final StorageEngine engine;

  StorageHealthIndicator(StorageEngine engine) {
    this.engine = engine;
  }

  @Override
  public Health health() {
    try {
      return health(engine.status());
    } catch (EngineException e) {
      return Health.outOfService().withDetail("reason", String.valueOf(e.getMessage())).build();
    }
  }

  private Health health(EngineStatus status) {
    long usableBytes =
        engine.disks().stream().mapToLong(DiskInfo::usableBytes).min().orElse(Long.MAX_VALUE);
    String reason = reason(status, usableBytes);
    Health.Builder health = reason.isEmpty() ? Health.up() : Health.outOfService();
    if (!reason.isEmpty()) {
      health.withDetail("reason", reason);
    }
    return health
        .withDetail("state", status.state())
        .withDetail("durability", status.durability())
        .withDetail("usable_bytes", usableBytes)
        .build();
  }

  static String reason(EngineStatus status, long usableBytes) {
    if (!status.stateReason().isEmpty()) {
      return "the engine is read-only: " + status.stateReason();
    }
    return usableBytes < USABLE_BYTES_MIN
        ? "the disk is full: %d bytes are left".formatted(usableBytes)
        : "";
  }
}
