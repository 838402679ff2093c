package dev.vitrine.api.graphql;

import org.junit.jupiter.api.Test;

class PageOperationsGraphQlTest extends GraphQlServerTest {

  private static final String IMAGE = "A".repeat(4096 / 3 * 4) + "AA==";

  @Test
  void aPageIsCreatedWithEveryField() {
    answers(
        """
        mutation { createPage {
          pageId type owner sizeBytes lsn checksum slotCount recordCount freeBytes cached pins
          cursor } }
        """,
        """
        {"createPage": {"pageId": 1, "type": "slotted", "owner": 0, "sizeBytes": 4096, "lsn": 7,
         "checksum": 4294967295, "slotCount": 2, "recordCount": 1, "freeBytes": 3012,
         "cached": "DIRTY", "pins": 1, "cursor": "e1:41"}}
        """);
  }

  @Test
  void aPageIsReadAndAMissingOneIsNotFound() {
    answers("{ page(pageId: \"2\") { pageId } }", "{\"page\": {\"pageId\": 2}}");
    refuses("{ page(pageId: 99) { pageId } }", "page-not-found", "NOT_FOUND");
  }

  @Test
  void pagesAreListedPartByPartAndABadCursorIsRefused() {
    answers(
        "{ pages { items { pageId type cached pins } nextCursor cursor } }",
        """
        {"pages": {"items": [{"pageId": 1, "type": "slotted", "cached": "CLEAN", "pins": 100}],
         "nextCursor": "1", "cursor": "e1:41"}}
        """);
    answers(
        "{ pages(limit: 5, cursor: \"1\") { items { pageId pins } nextCursor } }",
        "{\"pages\": {\"items\": [{\"pageId\": 3, \"pins\": 5}], \"nextCursor\": null}}");
    refuses("{ pages(cursor: \"x\") { nextCursor } }", "invalid-request", "BAD_REQUEST");
    refuses("{ pages(limit: 1001) { nextCursor } }", "invalid-request", "BAD_REQUEST");
  }

  @Test
  void anImageIsLoadedAndAShortOneRefused() {
    answers(
        "mutation { loadPage(pageId: 1, image: \"%s\", ifMatch: 7) { pageId } }".formatted(IMAGE),
        "{\"loadPage\": {\"pageId\": 1}}");
    refuses(
        "mutation { loadPage(pageId: 1, image: \"AAAA\") { pageId } }",
        "page-image-invalid",
        "BAD_REQUEST");
  }

  @Test
  void changesHonourIfMatch() {
    answers(
        "mutation { markPageDirty(pageId: 1, ifMatch: 7) { lsn } }",
        "{\"markPageDirty\": {\"lsn\": 7}}");
    for (String change :
        new String[] {
          "markPageDirty(pageId: 1, ifMatch: 6) { lsn }",
          "resetPage(pageId: 1, ifMatch: 6) { lsn }",
          "updatePageChecksum(pageId: 1, ifMatch: 6) { valid }",
          "compactPage(pageId: 1, ifMatch: 6) { lsn }",
          "splitPage(pageId: 1, ifMatch: 6) { lsn }",
          "mergePages(pageId: 1, with: 2, ifMatch: 6) { lsn }",
          "deletePage(pageId: 1, ifMatch: 6)"
        }) {
      refuses("mutation { " + change + " }", "precondition-failed", "BAD_REQUEST");
    }
  }

  @Test
  void anOwnedPageIsForbidden() {
    answers("mutation { resetPage(pageId: 1) { lsn } }", "{\"resetPage\": {\"lsn\": 7}}");
    refuses("mutation { resetPage(pageId: 3) { lsn } }", "page-owned", "FORBIDDEN");
  }

  @Test
  void aBadChecksumIsAnAnswerAndAMissingPageAnError() {
    answers(
        "{ verifyPageChecksum(pageId: 1) { pageId stored computed valid cached } }",
        """
        {"verifyPageChecksum": {"pageId": 1, "stored": 4294967295, "computed": 1, "valid": false,
         "cached": "NONE"}}
        """);
    refuses("{ verifyPageChecksum(pageId: 99) { valid } }", "page-not-found", "NOT_FOUND");
    answers(
        "mutation { updatePageChecksum(pageId: 1) { valid } }",
        "{\"updatePageChecksum\": {\"valid\": true}}");
  }

  @Test
  void freeSpaceIsTold() {
    answers(
        """
        { getPageFreeSpace(pageId: 1) {
          pageId contiguousBytes fragmentedBytes maxRecordBytes capacityBytes usedRatio lsn cursor
        } }
        """,
        """
        {"getPageFreeSpace": {"pageId": 1, "contiguousBytes": 3000, "fragmentedBytes": 12,
         "maxRecordBytes": 2996, "capacityBytes": 4000, "usedRatio": 0.25, "lsn": 7,
         "cursor": "e1:41"}}
        """);
    refuses("{ getPageFreeSpace(pageId: 99) { lsn } }", "page-not-found", "NOT_FOUND");
  }

  @Test
  void compactionTellsWhatItGaveBack() {
    answers(
        "mutation { compactPage(pageId: 1) { pageId bytesReclaimed freeBytes lsn } }",
        """
        {"compactPage": {"pageId": 1, "bytesReclaimed": 12, "freeBytes": 3000, "lsn": 8}}
        """);
  }

  @Test
  void adviceTakesAThresholdBetweenNoneAndAll() {
    answers(
        "{ adviseSplit(pageId: 1, threshold: 0.2) { pageId split usedRatio threshold reason } }",
        """
        {"adviseSplit": {"pageId": 1, "split": true, "usedRatio": 0.25, "threshold": 0.2,
         "reason": "a quarter is used"}}
        """);
    answers(
        """
        { adviseMerge(pageId: 1, with: 2) {
          pageId withPageId merge usedRatio withUsedRatio combinedRatio threshold reason } }
        """,
        """
        {"adviseMerge": {"pageId": 1, "withPageId": 2, "merge": true, "usedRatio": 0.25,
         "withUsedRatio": 0.25, "combinedRatio": 0.5, "threshold": 0.4, "reason": "they fit"}}
        """);
    refuses(
        "{ adviseSplit(pageId: 1, threshold: 1.1) { split } }", "invalid-request", "BAD_REQUEST");
    refuses(
        "{ adviseMerge(pageId: 1, with: 2, threshold: -0.1) { merge } }",
        "invalid-request",
        "BAD_REQUEST");
  }

  @Test
  void splitAndMergeTellWhatMoved() {
    answers(
        """
        mutation { splitPage(pageId: 1) {
          originalPageId newPageId moved { from { pageId slot } to { pageId slot } } lsn } }
        """,
        """
        {"splitPage": {"originalPageId": 1, "newPageId": 9, "lsn": 8, "moved": [
          {"from": {"pageId": 1, "slot": 0}, "to": {"pageId": 9, "slot": 4}}]}}
        """);
    answers(
        """
        mutation { mergePages(pageId: 1, with: 2) {
          resultPageId freedPageId moved { from { pageId } to { slot } } lsn } }
        """,
        """
        {"mergePages": {"resultPageId": 1, "freedPageId": 2, "lsn": 8, "moved": [
          {"from": {"pageId": 2}, "to": {"slot": 1}}]}}
        """);
    refuses("mutation { mergePages(pageId: 1, with: 3) { lsn } }", "page-owned", "FORBIDDEN");
  }

  @Test
  void aPageIsDeleted() {
    answers("mutation { deletePage(pageId: 1) }", "{\"deletePage\": true}");
    refuses("mutation { deletePage(pageId: 99) }", "page-not-found", "NOT_FOUND");
  }
}
