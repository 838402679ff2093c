package dev.vitrine.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts and deletes records of a record file of its own, small ones and some that need pages of
 * their own; the file is read as a whole afterwards: no record is missing, none is too many.
 */
final class RecordActor implements Actor {

  private static final int KEYS = 400;
  private static final int SMALL_BYTES_MAX = 300;
  private static final int BIG_BYTES_MAX = 9_000;

  /** One value in so many is a big one. */
  private static final int BIG_ONE_IN = 20;

  private static final Pattern LINE =
      Pattern.compile("\\{\"key\":\"([^\"]*)\",\"value\":\"([^\"]*)\"\\}");

  /** A change that was not answered: the value that the key gets, null when it is deleted. */
  private record UnderWay(String key, @Nullable String value) {}

  private final Random random;
  private final String file;
  private final TreeMap<String, String> records = new TreeMap<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private boolean created;
  private long put;
  private @Nullable UnderWay underWay;

  RecordActor(String file, long seed) {
    this.file = file;
    this.random = new Random(seed);
  }

  @Override
  public void step(Http http) throws IOException, InterruptedException {
    if (!created) {
      create(http);
    } else if (records.isEmpty() || random.nextInt(10) < 7) {
      put(http, "key-%05d".formatted(random.nextInt(KEYS)));
    } else {
      delete(http, new ArrayList<>(records.keySet()).get(random.nextInt(records.size())));
    }
    acknowledged.incrementAndGet();
  }

  /** A creation that was not answered may have been made all the same. */
  private void create(Http http) throws IOException, InterruptedException {
    Http.Answer answer = http.sendJson("POST", "/records", "{\"name\":\"" + file + "\"}");
    if (answer.status() != 409) {
      answer.require(201);
    }
    created = true;
  }

  private void put(Http http, String key) throws IOException, InterruptedException {
    put++;
    int bytesMax = random.nextInt(BIG_ONE_IN) == 0 ? BIG_BYTES_MAX : SMALL_BYTES_MAX;
    String value = put + "-" + "v".repeat(random.nextInt(bytesMax));
    underWay = new UnderWay(key, value);
    Http.Answer answer = http.send("PUT", path(key), value.getBytes(StandardCharsets.UTF_8));
    underWay = null;
    answer.require(records.containsKey(key) ? 200 : 201);
    records.put(key, value);
  }

  private void delete(Http http, String key) throws IOException, InterruptedException {
    underWay = new UnderWay(key, null);
    Http.Answer answer = http.send("DELETE", path(key));
    underWay = null;
    answer.require(200);
    records.remove(key);
  }

  private String path(String key) {
    return "/records/" + file + "/entries/" + key;
  }

  @Override
  public void check(Http http) throws IOException, InterruptedException {
    if (!created) {
      return;
    }
    UnderWay unknown = underWay;
    Map<String, String> found = scan(http);
    if (unknown != null) {
      String value = found.get(unknown.key);
      if (value == null ? unknown.value == null : value.equals(unknown.value)) {
        settle(unknown);
      }
    }
    underWay = null;
    if (!found.equals(records)) {
      throw new AssertionError(
          "%s: acknowledged %d records, there are %d; first difference at %s"
              .formatted(file, records.size(), found.size(), firstDifference(found)));
    }
    for (String key : List.of("key-00000", "key-00111", "key-00399")) {
      String value = records.get(key);
      http.send("GET", path(key)).require(value == null ? 404 : 200);
    }
  }

  private void settle(UnderWay done) {
    if (done.value == null) {
      records.remove(done.key);
    } else {
      records.put(done.key, done.value);
    }
  }

  /** All records, which must come in order. */
  private Map<String, String> scan(Http http) throws IOException, InterruptedException {
    TreeMap<String, String> found = new TreeMap<>();
    String before = "";
    String lines = http.getLines("/records/" + file + "/entries").require(200).text();
    for (String line : lines.lines().toList()) {
      Matcher record = LINE.matcher(line);
      if (!record.matches()) {
        throw new AssertionError("not a record: " + line);
      }
      if (record.group(1).compareTo(before) <= 0) {
        throw new AssertionError(record.group(1) + " comes after " + before);
      }
      before = record.group(1);
      found.put(record.group(1), record.group(2));
    }
    return found;
  }

  private String firstDifference(Map<String, String> found) {
    TreeMap<String, String> all = new TreeMap<>(records);
    found.forEach(all::putIfAbsent);
    for (String key : all.keySet()) {
      String one = records.get(key);
      if (one == null || !one.equals(found.get(key))) {
        return key;
      }
    }
    return "none";
  }

  @Override
  public long acknowledged() {
    return acknowledged.get();
  }
}
