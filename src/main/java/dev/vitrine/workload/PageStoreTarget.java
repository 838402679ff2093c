package dev.vitrine.workload;

import dev.vitrine.engine.PageOperations;
import dev.vitrine.engine.RecordRef;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.SlottedPage;

/**
 * Records on slotted pages. Each thread fills a page of its own and takes the next one when it is
 * full; a key maps to page and slot, a handle that no update moves. A scan reads its keys one by
 * one. In memory: eight bytes a key for the handle, eight a page to find it again at the end.
 */
public final class PageStoreTarget implements WorkloadTarget {

  public static final String NAME = "pages";

  private static final int SLOT_BITS = 16;
  private static final long NO_PAGE = -1;

  private final PageOperations pages;
  private final LongTable handles;
  private final MadePages made = new MadePages();
  private final ThreadLocal<Long> openPage = ThreadLocal.withInitial(() -> NO_PAGE);

  private PageStoreTarget(PageOperations pages, long keysMax) {
    this.pages = pages;
    this.handles = new LongTable(keysMax);
  }

  /** Targets on the engine's pages. */
  public static Factory factory(StorageEngine engine) {
    return factory(engine.pages(), engine.status().pageSizeBytes());
  }

  static Factory factory(PageOperations pages, int pageSizeBytes) {
    return new Factory() {
      @Override
      public String name() {
        return NAME;
      }

      @Override
      public int recordBytesMax() {
        return SlottedPage.maxRecordBytes(pageSizeBytes);
      }

      @Override
      public WorkloadTarget create(WorkloadSpec spec) {
        return new PageStoreTarget(pages, spec.keysMax());
      }
    };
  }

  @Override
  public void insert(long key, byte[] record) {
    long page = openPage.get();
    if (page == NO_PAGE || !insertInto(page, key, record)) {
      page = pages.createPage().pageId();
      made.add(page);
      openPage.set(page);
      place(key, pages.insertRecord(page, record, null));
    }
  }

  /** False when the page is full. */
  private boolean insertInto(long page, long key, byte[] record) {
    try {
      place(key, pages.insertRecord(page, record, null));
      return true;
    } catch (EngineException e) {
      if (e.code() == ErrorCode.PAGE_FULL) {
        return false;
      }
      // Whatever is wrong with this page, the next record is better off on another one.
      openPage.remove();
      throw e;
    }
  }

  @Override
  public byte[] read(long key) {
    long handle = handle(key);
    return pages.getRecord(page(handle), slot(handle)).data();
  }

  @Override
  public void update(long key, byte[] record) {
    long handle = handle(key);
    pages.updateRecord(page(handle), slot(handle), record, null);
  }

  @Override
  public void scan(long firstKey, int count, Visitor visitor) {
    for (long key = firstKey; key < firstKey + count; key++) {
      visitor.visit(key, read(key));
    }
  }

  @Override
  public boolean removeNext() {
    long page = made.take();
    if (page == MadePages.NONE) {
      return false;
    }
    try {
      pages.deletePage(page, null);
    } catch (EngineException e) {
      // Somebody was faster: gone is gone.
      if (e.code() != ErrorCode.PAGE_NOT_FOUND) {
        throw e;
      }
    }
    made.freed();
    return true;
  }

  @Override
  public long left() {
    return made.left();
  }

  private void place(long key, RecordRef record) {
    handles.set(key, (record.pageId() << SLOT_BITS) | record.slot());
  }

  private long handle(long key) {
    long handle = handles.get(key);
    if (handle == 0) {
      throw new IllegalStateException("key %d was never inserted".formatted(key));
    }
    return handle;
  }

  private static long page(long handle) {
    return handle >>> SLOT_BITS;
  }

  private static int slot(long handle) {
    return (int) (handle & ((1 << SLOT_BITS) - 1));
  }
}
