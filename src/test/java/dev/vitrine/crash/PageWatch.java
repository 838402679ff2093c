package dev.vitrine.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the stream of pages in lives of the service in which no page is freed: a page that was
 * told to be allocated must be there afterwards. The other way round nothing is claimed: the last
 * events of a killed service may not have arrived.
 */
final class PageWatch {

  private static final Pattern ALLOCATED =
      Pattern.compile("\"PageAllocated\":\\{\"page_id\":(\\d+)");

  private final Set<Long> allocated = ConcurrentHashMap.newKeySet();

  /** Subscribes to the service's next life; the connection ends with it. */
  void open(HttpClient client, int port) {
    URI uri = URI.create("ws://127.0.0.1:%d/api/v1/ws/storage/pages".formatted(port));
    client.newWebSocketBuilder().buildAsync(uri, new Frames()).join();
  }

  int told() {
    return allocated.size();
  }

  /** Every page that was told must be there. */
  void check(Http http) throws IOException, InterruptedException {
    for (long page : new TreeSet<>(allocated)) {
      if (http.send("GET", "/pages/" + page).status() != 200) {
        throw new AssertionError("page %d was told to be allocated and is not".formatted(page));
      }
    }
  }

  private void told(String frame) {
    Matcher event = ALLOCATED.matcher(frame);
    while (event.find()) {
      allocated.add(Long.parseLong(event.group(1)));
    }
  }

  private final class Frames implements WebSocket.Listener {

    private final StringBuilder frame = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        told(frame.toString());
        frame.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      // The service was killed.
    }
  }
}
