package dev.vitrine.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a few raw pages together, again and again: all of them have the same version always. */
final class PageSetActor implements Actor {

  private static final int PAGES = 6;
  private static final int PAGE_BYTES = 4096;
  private static final int HEADER_BYTES = 48;
  private static final int OK = 200;

  private final List<Long> pages = new ArrayList<>();
  private long version;
  private @Nullable Long underWay;
  private final AtomicLong acknowledged = new AtomicLong();

  @Override
  public void step(Http http) throws IOException, InterruptedException {
    if (pages.size() < PAGES) {
      pages.add(http.send("POST", "/io/pages").require(201).number("page_id"));
      acknowledged.incrementAndGet();
      return;
    }
    long next = version + 1;
    underWay = next;
    ByteBuffer images = ByteBuffer.allocate(PAGES * PAGE_BYTES);
    for (int i = 0; i < PAGES; i++) {
      byte[] image = new byte[PAGE_BYTES];
      Arrays.fill(image, HEADER_BYTES, PAGE_BYTES, (byte) next);
      ByteBuffer.wrap(image).putLong(HEADER_BYTES, next);
      images.put(image);
    }
    String ids = pages.stream().map(String::valueOf).collect(Collectors.joining(","));
    http.send("POST", "/io/vectored-write?page_ids=" + ids, images.array()).require(OK);
    version = next;
    underWay = null;
    acknowledged.incrementAndGet();
  }

  @Override
  public void check(Http http) throws IOException, InterruptedException {
    if (pages.size() < PAGES) {
      return;
    }
    long first = version(http, pages.getFirst());
    for (long page : pages) {
      if (version(http, page) != first) {
        throw new AssertionError(
            "page %d has version %d, page %d has %d: half of a vectored write"
                .formatted(pages.getFirst(), first, page, version(http, page)));
      }
    }
    Long unknown = underWay;
    if (first != version && (unknown == null || first != unknown)) {
      throw new AssertionError(
          "version %d was acknowledged, %d is there".formatted(version, first));
    }
    version = first;
    underWay = null;
  }

  private static long version(Http http, long page) throws IOException, InterruptedException {
    byte[] image = http.send("GET", "/io/pages/" + page).require(OK).body();
    long version = ByteBuffer.wrap(image).getLong(HEADER_BYTES);
    for (int i = HEADER_BYTES + Long.BYTES; i < PAGE_BYTES; i++) {
      if (image[i] != (byte) version) {
        throw new AssertionError("page %d is not of one version".formatted(page));
      }
    }
    return version;
  }

  @Override
  public long acknowledged() {
    return acknowledged.get();
  }
}
