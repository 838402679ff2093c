package dev.vitrine.engine.verify;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageLayout;

/** The pages that the page file keeps for itself: its header and the allocation map. */
public final class EnginePages implements OwnedPages {

  private final DiskManager disk;

  public EnginePages(DiskManager disk) {
    this.disk = disk;
  }

  @Override
  public void claim(Claims claims) {
    claims.claim(0, PageLayout.ENGINE_OWNER, "the page file, as its header");
    for (long pageId = 1; pageId < claims.pageCount(); pageId += disk.pagesOfMap()) {
      claims.claim(pageId, PageLayout.ENGINE_OWNER, "the page file, as an allocation map");
    }
  }
}
