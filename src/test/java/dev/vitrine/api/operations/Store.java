package dev.vitrine.api.operations;

import dev.vitrine.engine.IoPriority;
import dev.vitrine.engine.StorageEngine;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Pages made for one operation, straight in the engine, and the names that requests know them by:
 * {@code page} is slotted, dirty, with a hole and several records; {@code other} has one; {@code
 * pinned} is held by {@code lease}; {@code stored} and {@code next} are raw and in no frame.
 */
record Store(StorageEngine engine, Map<String, String> names) {

  private static final int RECORD_BYTES = 100;
  private static final int LONG_RECORD_BYTES = 3_900;
  private static final int HEADER_BYTES = 48;

  static Store fill(StorageEngine engine) {
    // Else what the operations before left dirty is flushed with these, and told in samples only.
    engine.bufferPool().flushAllPages();
    long page = slotted(engine, 4);
    engine.bufferPool().flushPage(page);
    Map<String, String> names = new HashMap<>();
    names.put("pageImage", base64(engine.io().readPage(page).bytes()));
    engine.pages().deleteRecord(page, 1, null);
    names.put("page", Long.toString(page));
    names.put("other", Long.toString(slotted(engine, 1)));
    long pinned = slotted(engine, 1);
    names.put("pinned", Long.toString(pinned));
    names.put("lease", engine.bufferPool().pinPage(pinned).id());
    names.put("stored", Long.toString(engine.io().allocatePage().pageId()));
    names.put("next", Long.toString(engine.io().allocatePage().pageId()));
    names.put("image", base64(image(engine.status().pageSizeBytes())));
    names.put("record", base64(new byte[RECORD_BYTES]));
    names.put("longRecord", base64(new byte[LONG_RECORD_BYTES]));
    names.put("slot", "0");
    names.put("threshold", "0.5");
    names.put("max", "10");
    names.put("seconds", "10");
    return new Store(engine, names);
  }

  private static long slotted(StorageEngine engine, int records) {
    long page = engine.pages().createPage().pageId();
    for (int i = 0; i < records; i++) {
      engine.pages().insertRecord(page, new byte[RECORD_BYTES], null);
    }
    return page;
  }

  private static byte[] image(int pageBytes) {
    byte[] image = new byte[pageBytes];
    Arrays.fill(image, HEADER_BYTES, pageBytes, (byte) 7);
    return image;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Leaves the operation something to do. */
  void make(Operation.Given given) {
    long stored = Long.parseLong(in("{stored}"));
    switch (given) {
      case NOTHING -> {}
      case A_COALESCED_WRITE ->
          engine
              .batch()
              .writePageCoalesced(stored, Base64.getDecoder().decode(in("{image}")), null);
      case A_QUEUED_READ -> engine.async().readPageAsync(stored, IoPriority.LOW);
    }
  }

  /** The same store with other values for some of the names. */
  Store with(Map<String, String> instead) {
    Map<String, String> changed = new HashMap<>(names);
    instead.forEach((name, value) -> changed.put(name, in(value)));
    return new Store(engine, changed);
  }

  /** The text with its names replaced by what they stand for, and {@code '} by {@code "}. */
  String in(String text) {
    String filled = text.replace('\'', '"');
    for (Map.Entry<String, String> name : names.entrySet()) {
      filled = filled.replace("{" + name.getKey() + "}", name.getValue());
    }
    return filled;
  }
}
