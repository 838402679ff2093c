package dev.vitrine.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.websocket.TestClient;
import dev.vitrine.engine.StorageEngine;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Listens to the three streams that operations 1 to 40 are heard on. */
final class EventWatch implements AutoCloseable {

  private static final int WAIT_SECONDS_MAX = 10;

  private final TestClient pages;
  private final TestClient io;
  private final TestClient pool;

  EventWatch(int port) throws InterruptedException {
    pages = open(port, "pages");
    io = open(port, "io");
    pool = open(port, "buffer-pool");
  }

  private static TestClient open(int port, String stream) throws InterruptedException {
    URI uri = URI.create("ws://127.0.0.1:%d/api/v1/ws/storage/%s".formatted(port, stream));
    TestClient client = new TestClient(uri);
    client.next("StreamOpened");
    return client;
  }

  /** Hears everything that happened before: the events of a page made now come after it. */
  void catchUp(StorageEngine engine) throws InterruptedException {
    engine.batch().flushCoalescedWrites();
    String page = Long.toString(engine.pages().createPage().pageId());
    engine.pages().getPage(Long.parseLong(page));
    engine.io().readPage(Long.parseLong(page));
    hear(List.of("PageAllocated", "page_id", page));
    hear(List.of("PageHit", "page_id", page));
    hear(List.of("ReadCompleted", "page_id", page));
  }

  /** Waits for the event; what comes before it on its stream is forgotten. */
  void hear(List<String> event) throws InterruptedException {
    TestClient stream = streamOf(event.getFirst());
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
    JsonNode frame;
    do {
      frame = stream.frames.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(frame).as("%s in time", event).isNotNull();
    } while (!matches(frame, event));
  }

  private static boolean matches(JsonNode frame, List<String> event) {
    JsonNode value = frame.path("data").path(event.get(0)).path(event.get(1));
    return value.toString().equals(event.get(2));
  }

  private TestClient streamOf(String variant) {
    return switch (variant) {
      case "PageHit", "PageMiss", "PageFlushed", "PageEvicted" -> pool;
      case "ReadCompleted",
          "WriteCompleted",
          "VectoredRead",
          "VectoredWrite",
          "LogWritten",
          "LogSynced" ->
          io;
      default -> pages;
    };
  }

  @Override
  public void close() {
    pages.close();
    io.close();
    pool.close();
  }
}
