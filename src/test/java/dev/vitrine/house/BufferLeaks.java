package dev.vitrine.house;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector, in all tests and at its strictest: it keeps what it finds, and {@link
 * LeakCheck} fails the tests for it. A leak is found when the buffer is collected and another is
 * made, so maybe in a later class than the one that made it.
 *
 * @param <T> what is watched
 */
public final class BufferLeaks<T> extends ResourceLeakDetector<T> {

  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
  private static final int COLLECTIONS = 5;

  /** Answers that a test's own client did not read to the end are no leak of the service. */
  private static final List<String> CLIENTS =
      List.of("reactor.netty.http.client.", "HttpContentDecoder", "HttpClientCodec");

  /** Netty asks for this constructor. */
  public BufferLeaks(Class<?> resourceType, int samplingInterval) {
    super(resourceType, samplingInterval);
  }

  /** Netty asks for this one as well. */
  @SuppressWarnings("unused")
  public BufferLeaks(Class<?> resourceType, int samplingInterval, long maxActive) {
    super(resourceType, samplingInterval);
  }

  @Override
  protected boolean needReport() {
    return true;
  }

  @Override
  protected void reportTracedLeak(String resourceType, String records) {
    if (CLIENTS.stream().noneMatch(records::contains)) {
      FOUND.add(resourceType + " leaked: " + records);
    }
  }

  @Override
  protected void reportUntracedLeak(String resourceType) {
    FOUND.add(resourceType + " leaked");
  }

  /** What has been found since the last call. */
  static List<String> take() {
    List<String> found = List.copyOf(FOUND);
    FOUND.removeAll(found);
    return found;
  }

  /** Has the collector run, and the detector look, a few times. */
  public static List<String> search() throws InterruptedException {
    for (int round = 0; round < COLLECTIONS; round++) {
      System.gc();
      Thread.sleep(20); // for the collector's references to be queued
      PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
    }
    return take();
  }
}
