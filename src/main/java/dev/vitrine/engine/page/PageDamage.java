package dev.vitrine.engine.page;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What makes bytes not the page that should be in their place. */
public record PageDamage(Kind kind, String text) {

  /** The first thing that is wrong, in the order they are looked at. */
  public enum Kind {
    MAGIC,
    VERSION,
    CHECKSUM,
    IDENTITY
  }

  /** What is wrong with a page's identity or bytes; null where nothing is. */
  public static @Nullable PageDamage of(long pageId, MemorySegment page) {
    if (PageHeader.magic(page) != PageLayout.MAGIC) {
      return new PageDamage(
          Kind.MAGIC,
          "its magic is %08x, not %08x".formatted(PageHeader.magic(page), PageLayout.MAGIC));
    }
    if (PageHeader.version(page) != PageLayout.FORMAT_VERSION) {
      return new PageDamage(
          Kind.VERSION,
          "its format version is %d, not %d"
              .formatted(PageHeader.version(page), PageLayout.FORMAT_VERSION));
    }
    if (PageHeader.checksum(page) != PageChecksum.compute(page)) {
      return new PageDamage(
          Kind.CHECKSUM,
          "its checksum is %08x, its bytes have %08x"
              .formatted(PageHeader.checksum(page), PageChecksum.compute(page)));
    }
    if (PageHeader.pageId(page) != pageId) {
      return new PageDamage(
          Kind.IDENTITY,
          "it holds page " + PageHeader.pageId(page) + " (misdirected write or read)");
    }
    return null;
  }
}
