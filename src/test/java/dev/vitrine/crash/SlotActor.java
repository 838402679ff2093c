package dev.vitrine.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Inserts, updates and deletes records of slotted pages of its own. */
final class SlotActor implements Actor {

  private static final int RECORD_BYTES_MAX = 300;
  private static final int RECORDS_MAX = 400;

  /** Where a record is; the path of its page and its slot. */
  private record Place(long page, long slot) {
    String path() {
      return "/pages/%d/records/%d".formatted(page, slot);
    }
  }

  /** A change that was not answered: the text that the place gets, null when it is deleted. */
  private record UnderWay(Place place, @Nullable String text) {}

  private final Random random;
  private final Map<Place, String> records = new HashMap<>();
  private long page = -1;
  private long inserted;
  private @Nullable UnderWay underWay;
  private final AtomicLong acknowledged = new AtomicLong();

  SlotActor(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void step(Http http) throws IOException, InterruptedException {
    int dice = random.nextInt(10);
    if (page < 0) {
      page = http.send("POST", "/pages").require(201).number("page_id");
      acknowledged.incrementAndGet();
    } else if (records.isEmpty() || (dice < 5 && records.size() < RECORDS_MAX)) {
      insert(http);
    } else if (dice < 8) {
      update(http, any());
    } else {
      delete(http, any());
    }
  }

  private Place any() {
    return records.keySet().stream().skip(random.nextInt(records.size())).findFirst().orElseThrow();
  }

  private String text() {
    inserted++;
    return inserted + "x".repeat(random.nextInt(RECORD_BYTES_MAX));
  }

  /** One that was not answered is nobody's: it may be there, under a slot that nobody knows. */
  private void insert(Http http) throws IOException, InterruptedException {
    String text = text();
    Http.Answer answer = http.send("POST", "/pages/" + page + "/records", bytes(text));
    if (full(answer)) {
      page = -1;
      return;
    }
    records.put(new Place(page, answer.require(201).number("slot")), text);
    acknowledged.incrementAndGet();
  }

  private void update(Http http, Place place) throws IOException, InterruptedException {
    String text = text();
    underWay = new UnderWay(place, text);
    Http.Answer answer = http.send("PUT", place.path(), bytes(text));
    underWay = null;
    if (!full(answer)) {
      answer.require(200);
      records.put(place, text);
      acknowledged.incrementAndGet();
    }
  }

  private void delete(Http http, Place place) throws IOException, InterruptedException {
    underWay = new UnderWay(place, null);
    http.send("DELETE", place.path()).require(200);
    underWay = null;
    records.remove(place);
    acknowledged.incrementAndGet();
  }

  private static boolean full(Http.Answer answer) {
    return answer.status() == 409 && answer.text().contains("page-full");
  }

  @Override
  public void check(Http http) throws IOException, InterruptedException {
    for (Map.Entry<Place, String> record : Map.copyOf(records).entrySet()) {
      Place place = record.getKey();
      Http.Answer answer = http.send("GET", place.path());
      String found = answer.status() == 404 ? null : answer.require(200).text();
      UnderWay unknown = underWay;
      if (unknown != null && unknown.place.equals(place) && same(found, unknown.text)) {
        if (found == null) {
          records.remove(place);
        } else {
          records.put(place, found);
        }
      } else if (!record.getValue().equals(found)) {
        throw new AssertionError(
            "%s: %s was acknowledged, %s is there".formatted(place, record.getValue(), found));
      }
    }
    underWay = null;
    // What the insert under way left, if anything, stays on the page before.
    page = -1;
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one == null ? other == null : one.equals(other);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public long acknowledged() {
    return acknowledged.get();
  }
}
