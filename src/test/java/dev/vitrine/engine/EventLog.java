package dev.vitrine.engine;

import dev.vitrine.event.DiskIoEvent.LogSynced;
import dev.vitrine.event.DiskIoEvent.LogWritten;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A sink that wants everything, and keeps all but what the log tells of itself. */
final class EventLog implements EventSink {

  private final Queue<StorageEvent> events = new ConcurrentLinkedQueue<>();

  @Override
  public boolean wants(HotVariant variant) {
    return true;
  }

  @Override
  public void emit(StorageEvent event) {
    if (!(event instanceof LogWritten || event instanceof LogSynced)) {
      events.add(event);
    }
  }

  /** Everything since the last call, without the parts that differ from run to run. */
  List<String> take() {
    List<String> taken = new ArrayList<>();
    StorageEvent event;
    while ((event = events.poll()) != null) {
      taken.add(
          event
              .toString()
              .replaceAll(", timestampMicros=\\d+", "")
              .replaceAll("latencyUs=\\d+, ", "")
              .replaceAll("lsn=\\d+", "lsn=*"));
    }
    return taken;
  }
}
