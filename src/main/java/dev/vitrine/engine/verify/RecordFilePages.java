package dev.vitrine.engine.verify;

import dev.vitrine.engine.btree.RecordTrees;
import dev.vitrine.engine.btree.TreeReport;

/** The pages of the ordered record files: each one's own page, its tree, its overflow chains. */
public final class RecordFilePages implements OwnedPages {

  private final RecordTrees trees;

  public RecordFilePages(RecordTrees trees) {
    this.trees = trees;
  }

  @Override
  public void claim(Claims claims) {
    for (long fileId : trees.fileIds()) {
      trees.check(fileId).ifPresent(report -> claim(report, claims));
    }
  }

  private static void claim(TreeReport report, Claims claims) {
    String file = "record file '%s'".formatted(report.name());
    report.pages().stream().forEach(pageId -> claims.claim(pageId, report.fileId(), file));
    report
        .violations()
        .forEach(violation ->
            claims.wrong(violation.pageId(), "of %s, %s".formatted(file, violation.what())));
  }
}
