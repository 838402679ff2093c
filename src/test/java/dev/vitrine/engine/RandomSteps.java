package dev.vitrine.engine;

import dev.vitrine.engine.AsyncOperation.State;
import dev.vitrine.engine.StoreContent.Page;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws operations of the whole engine from a seed, and says what each must come to. */
final class RandomSteps {

  private static final int PAGES_MAX = 24;
  private static final int RECORD_BYTES_MAX = 700;

  private final Random random;
  private final String signature;
  private int records;

  /**
   * @param signature begins every record, so that it tells who wrote it
   */
  RandomSteps(Random random, String signature) {
    this.random = random;
    this.signature = signature;
  }

  /** The next operation on these pages, which nobody else changes. */
  Step next(StoreContent now) {
    if (now.pages().size() < 2) {
      return create(now);
    }
    boolean room = now.pages().size() < PAGES_MAX;
    int drawn = random.nextInt(100);
    if (drawn < 10) {
      return room ? create(now) : delete(now, any(now));
    } else if (drawn < 13) {
      return delete(now, any(now));
    } else if (drawn < 65) {
      return records(now, any(now), drawn);
    } else if (drawn < 75) {
      return reorganize(now);
    } else if (drawn < 90) {
      return images(now);
    }
    return nothing(now, any(now));
  }

  private Step create(StoreContent now) {
    int kind = random.nextInt(3);
    String type = kind == 1 ? "raw" : "slotted";
    return new Step(
        "create " + type,
        (before, after) -> addsOne(before, after, empty(type, 4096)),
        engine -> {
          long id =
              switch (kind) {
                case 0 -> engine.pages().createPage().pageId();
                case 1 -> engine.io().allocatePage().pageId();
                default -> {
                  Lease lease = engine.bufferPool().newPage();
                  engine.bufferPool().unpinPage(lease.id(), false);
                  yield lease.pageId();
                }
              };
          if (now.pages().containsKey(id)) {
            throw new AssertionError("page %d was given twice".formatted(id));
          }
          return new Step.Done(
              now.with(id, empty(type, 4096)), List.of("PageAllocated[pageId=%d]".formatted(id)));
        });
  }

  private static boolean addsOne(StoreContent before, StoreContent after, Page page) {
    List<Long> added = after.without(before);
    return added.size() == 1
        && after.page(added.getFirst()).equals(page)
        && before.sameBut(after, added);
  }

  private static Page empty(String type, int size) {
    return type.equals("slotted")
        ? Page.EMPTY_SLOTTED
        : new Page(type, Collections.emptySortedMap(), "\0".repeat(size - PageLayout.HEADER_BYTES));
  }

  private Step delete(StoreContent now, long id) {
    return Step.exact(
        "delete page " + id,
        now.with(id, null),
        List.of("PageFreed[pageId=%d]".formatted(id)),
        engine -> engine.pages().deletePage(id, null));
  }

  private Step records(StoreContent now, long id, int drawn) {
    Page page = now.page(id);
    if (!page.slotted()) {
      return write(now, id);
    }
    if (page.records().isEmpty() || drawn < 40) {
      String record = record();
      int slot = page.lowestFreeSlot();
      return Step.exact(
          "insert into %d as %d: %s".formatted(id, slot, shortly(record)),
          now.with(id, page.with(slot, record)),
          List.of(),
          engine -> engine.pages().insertRecord(id, bytes(record), null));
    }
    int slot = List.copyOf(page.records().keySet()).get(random.nextInt(page.records().size()));
    if (drawn < 53) {
      String record = record();
      return Step.exact(
          "update %d/%d: %s".formatted(id, slot, shortly(record)),
          now.with(id, page.with(slot, record)),
          List.of(),
          engine -> engine.pages().updateRecord(id, slot, bytes(record), null));
    }
    if (drawn < 62) {
      return Step.exact(
          "delete %d/%d".formatted(id, slot),
          now.with(id, page.with(slot, null)),
          List.of(),
          engine -> engine.pages().deleteRecord(id, slot, null));
    }
    return Step.exact(
        "reset " + id,
        now.with(id, Page.EMPTY_SLOTTED),
        List.of(),
        engine -> engine.pages().resetPage(id, null));
  }

  private Step reorganize(StoreContent now) {
    List<Long> slotted = slotted(now);
    if (slotted.size() < 2) {
      return create(now);
    }
    long id = slotted.get(random.nextInt(slotted.size()));
    long other = slotted.get(random.nextInt(slotted.size()));
    if (id != other) {
      return merge(now, id, other);
    }
    return now.page(id).records().size() < 2 ? delete(now, id) : split(now, id);
  }

  private static Step split(StoreContent now, long id) {
    return new Step(
        "split " + id,
        (before, after) -> splits(before, after, id),
        engine -> {
          SplitResult result = engine.pages().splitPage(id, null);
          Page from = now.page(id);
          Page to = Page.EMPTY_SLOTTED;
          for (RecordMove move : result.moved()) {
            to = to.with(move.to().slot(), from.records().get(move.from().slot()));
            from = from.with(move.from().slot(), null);
          }
          return new Step.Done(
              now.with(id, from).with(result.newPageId(), to),
              List.of(
                  "PageAllocated[pageId=%d]".formatted(result.newPageId()),
                  "PageSplit[originalPageId=%d, newPageId=%d]".formatted(id, result.newPageId())));
        });
  }

  private static boolean splits(StoreContent before, StoreContent after, long id) {
    List<Long> added = after.without(before);
    if (added.size() != 1 || !after.pages().containsKey(id)) {
      return false;
    }
    long to = added.getFirst();
    return before.sameBut(after, List.of(id, to))
        && !after.page(to).records().isEmpty()
        && !after.page(id).records().isEmpty()
        && before.page(id).records().entrySet().containsAll(after.page(id).records().entrySet())
        && before.records(id).equals(after.records(id, to));
  }

  private static Step merge(StoreContent now, long id, long with) {
    return new Step(
        "merge %d with %d".formatted(id, with),
        (before, after) -> merges(before, after, id, with),
        engine -> {
          MergeResult result = engine.pages().mergePages(id, with, null);
          Page into = now.page(id);
          for (RecordMove move : result.moved()) {
            into = into.with(move.to().slot(), now.page(with).records().get(move.from().slot()));
          }
          return new Step.Done(
              now.with(id, into).with(with, null),
              List.of(
                  "PageMerged[page1Id=%d, page2Id=%d, resultPageId=%d]".formatted(id, with, id),
                  "PageFreed[pageId=%d]".formatted(with)));
        });
  }

  private static boolean merges(StoreContent before, StoreContent after, long id, long with) {
    return after.pages().containsKey(id)
        && !after.pages().containsKey(with)
        && before.sameBut(after, List.of(id, with))
        && after.page(id).records().entrySet().containsAll(before.page(id).records().entrySet())
        && before.records(id, with).equals(after.records(id));
  }

  private Step images(StoreContent now) {
    List<Long> raw = raw(now);
    if (raw.isEmpty()) {
      return load(now);
    }
    Collections.shuffle(raw, random);
    List<Long> some = raw.subList(0, 1 + random.nextInt(Math.min(raw.size(), 5)));
    return switch (random.nextInt(5)) {
      case 0 -> write(now, raw.getFirst());
      case 1 -> vectored(now, some);
      case 2 -> coalesced(now, some);
      case 3 -> async(now, some);
      default -> load(now);
    };
  }

  private Step write(StoreContent now, long id) {
    byte[] image = image();
    return Step.exact(
        "write " + id,
        now.with(id, Page.of("raw", image)),
        List.of(),
        engine -> engine.io().writePage(id, image, null));
  }

  private Step vectored(StoreContent now, List<Long> ids) {
    StoreContent after = now;
    List<PageWrite> writes = new ArrayList<>();
    for (long id : ids) {
      byte[] image = image();
      writes.add(new PageWrite(id, image));
      after = after.with(id, Page.of("raw", image));
    }
    return Step.exact(
        "write vectored " + ids,
        after,
        List.of(),
        engine -> engine.batch().writePagesVectored(writes));
  }

  private Step coalesced(StoreContent now, List<Long> ids) {
    SortedMap<Long, byte[]> images = images(ids);
    return each(
        "write coalesced " + images.keySet(),
        now,
        images,
        engine -> {
          images.forEach((id, image) -> engine.batch().writePageCoalesced(id, image, null));
          engine.batch().flushCoalescedWrites();
        });
  }

  private Step async(StoreContent now, List<Long> ids) {
    SortedMap<Long, byte[]> images = images(ids);
    return each(
        "write asynchronously " + images.keySet(),
        now,
        images,
        engine -> {
          for (long id : images.keySet()) {
            submitAndAwait(engine, id, images.get(id));
          }
        });
  }

  private static void submitAndAwait(StorageEngine engine, long id, byte[] image) {
    String operation = engine.async().writePageAsync(id, image, IoPriority.NORMAL).id();
    AsyncOperation done;
    do {
      engine.async().processAsyncOperations(1);
      done = engine.async().getAsyncOperation(operation);
    } while (done.state() == State.QUEUED || done.state() == State.RUNNING);
    if (done.state() == State.FAILED) {
      String code = String.valueOf(done.errorCode());
      ErrorCode of =
          Arrays.stream(ErrorCode.values())
              .filter(c -> c.code().equals(code))
              .findAny()
              .orElseThrow();
      throw new EngineException(of, String.valueOf(done.error()));
    }
  }

  private SortedMap<Long, byte[]> images(List<Long> ids) {
    SortedMap<Long, byte[]> images = new TreeMap<>();
    ids.forEach(id -> images.put(id, image()));
    return images;
  }

  /** Several writes, none of which waits for another: any of them may be there. */
  private static Step each(
      String what, StoreContent now, SortedMap<Long, byte[]> images, Step.Call call) {
    StoreContent all = now;
    for (long id : images.keySet()) {
      all = all.with(id, Page.of("raw", images.get(id)));
    }
    StoreContent after = all;
    return new Step(
        what,
        (before, found) ->
            before.sameBut(found, List.copyOf(images.keySet()))
                && images.keySet().stream()
                    .allMatch(id ->
                        found.page(id).equals(before.page(id))
                            || found.page(id).equals(after.page(id))),
        engine -> {
          call.on(engine);
          return new Step.Done(after, List.of());
        });
  }

  /** A page becomes a copy of another one of its type, as that is stored. */
  private Step load(StoreContent now) {
    long id = any(now);
    String type = now.page(id).type();
    List<Long> same = type.equals("raw") ? raw(now) : slotted(now);
    long source = same.get(random.nextInt(same.size()));
    StoreContent after = now.with(id, now.page(source));
    return Step.exact(
        "load %d from %d".formatted(id, source),
        after,
        List.of(),
        engine -> {
          engine.bufferPool().flushPage(source);
          byte[] image = engine.io().readPage(source).bytes();
          Arrays.fill(image, PageLayout.PAGE_ID_AT, PageLayout.PAGE_ID_AT + 8, (byte) 0);
          engine.pages().loadPage(id, image, null);
        });
  }

  /** What changes no content. */
  private Step nothing(StoreContent now, long id) {
    return switch (random.nextInt(10)) {
      case 0 -> same("checkpoint", now, StorageEngine::checkpoint);
      case 1 -> same("flush all", now, engine -> engine.bufferPool().flushAllPages());
      case 2 -> same("flush " + id, now, engine -> engine.bufferPool().flushPage(id));
      case 3 -> same("flush writes", now, engine -> engine.io().flushWrites());
      case 4 -> same("mark dirty " + id, now, engine -> engine.pages().markPageDirty(id, null));
      case 5 ->
          same("update checksum " + id, now, engine -> engine.pages().updatePageChecksum(id, null));
      case 6 -> same("pin and unpin " + id, now, engine -> pin(engine, id));
      case 7 -> compact(now, id);
      case 8 -> same("read " + id, now, engine -> engine.io().readPage(id));
      default ->
          same(
              "read vectored",
              now,
              engine -> engine.batch().readPagesVectored(List.copyOf(now.pages().keySet())));
    };
  }

  private static Step same(String what, StoreContent now, Step.Call call) {
    return Step.exact(what, now, List.of(), call);
  }

  private static Step compact(StoreContent now, long id) {
    return now.page(id).slotted()
        ? Step.exact(
            "compact " + id, now, List.of(), engine -> engine.pages().compactPage(id, null))
        : same("look at " + id, now, engine -> engine.pages().getPage(id));
  }

  private void pin(StorageEngine engine, long id) {
    Lease lease = engine.bufferPool().pinPage(id);
    engine.bufferPool().unpinPage(lease.id(), random.nextBoolean());
  }

  private long any(StoreContent now) {
    return List.copyOf(now.pages().keySet()).get(random.nextInt(now.pages().size()));
  }

  private static List<Long> slotted(StoreContent now) {
    return now.pages().keySet().stream().filter(id -> now.page(id).slotted()).toList();
  }

  private static List<Long> raw(StoreContent now) {
    return new ArrayList<>(
        now.pages().keySet().stream().filter(id -> !now.page(id).slotted()).toList());
  }

  private String record() {
    int length = random.nextInt(10) == 0 ? random.nextInt(RECORD_BYTES_MAX) : random.nextInt(60);
    return signature + records++ + "-" + "abcdefghij".repeat(length / 10 + 1);
  }

  private byte[] image() {
    byte[] image = new byte[4096];
    int filled = random.nextInt(4) == 0 ? image.length : PageLayout.HEADER_BYTES + 200;
    for (int i = PageLayout.HEADER_BYTES; i < filled; i++) {
      image[i] = (byte) random.nextInt(256);
    }
    return image;
  }

  private static byte[] bytes(String record) {
    return record.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String shortly(String record) {
    return record.length() > 20 ? record.substring(0, 20) + "… " + record.length() : record;
  }
}
