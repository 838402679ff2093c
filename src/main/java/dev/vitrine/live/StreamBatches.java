package dev.vitrine.live;

import dev.vitrine.live.stream.ClientStream;
import dev.vitrine.live.stream.StreamItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client stream that yields what is there at once, up to a bound, instead of one by one. */
record StreamBatches(ClientStream<StreamItem> items, int batchItemsMax)
    implements ClientStream<List<StreamItem>> {

  @Override
  public @Nullable List<StreamItem> poll() {
    List<StreamItem> batch = new ArrayList<>();
    StreamItem item = items.poll();
    while (item != null) {
      batch.add(item);
      item = batch.size() < batchItemsMax ? items.poll() : null;
    }
    return batch.isEmpty() ? null : batch;
  }

  @Override
  public void idle() {
    items.idle();
  }

  @Override
  public boolean done() {
    return items.done();
  }

  @Override
  public boolean ending() {
    return items.ending();
  }

  @Override
  public void close() {
    items.close();
  }
}
