package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BufferPoolOperationsGraphQlTest extends GraphQlServerTest {

  @Test
  void aLeaseTellsWhenItEndsInMilliseconds() {
    answers(
        "mutation { pinPage(pageId: 1) { id pageId lsn hit expiresAt } }",
        """
        {"pinPage": {"id": "L", "pageId": 1, "lsn": 7, "hit": true,
         "expiresAt": "2026-11-23T20:26:09.000Z"}}
        """);
    refuses("mutation { pinPage(pageId: 2) { id } }", "too-many-leases", "BAD_REQUEST");
  }

  @Test
  void aNewPageIsPinned() {
    answers("mutation { newPage { id pageId } }", "{\"newPage\": {\"id\": \"L\", \"pageId\": 8}}");
  }

  @Test
  void aLeaseIsReadAndRenewedUntilItIsOver() {
    answers(
        "{ lease(leaseId: \"L\") { lease { pageId } bytes cursor } }",
        """
        {"lease": {"lease": {"pageId": 1}, "bytes": "AA==", "cursor": "e1:41"}}
        """);
    answers("mutation { renewLease(leaseId: \"L\") { id } }", "{\"renewLease\": {\"id\": \"L\"}}");
    refuses("{ lease(leaseId: \"gone\") { bytes } }", "stale-lease", "NOT_FOUND");
    refuses("mutation { renewLease(leaseId: \"gone\") { id } }", "stale-lease", "NOT_FOUND");
  }

  @Test
  void aLeaseIsGivenBackCleanUnlessToldOtherwise() {
    answers("mutation { unpinPage(leaseId: \"L\") }", "{\"unpinPage\": true}");
    assertThat(pool.unpinned).hasValue("Lfalse");
    answers("mutation { unpinPage(leaseId: \"L\", dirty: true) }", "{\"unpinPage\": true}");
    assertThat(pool.unpinned).hasValue("Ltrue");
    refuses("mutation { unpinPage(leaseId: \"gone\") }", "stale-lease", "NOT_FOUND");
  }

  @Test
  void aPageIsFlushed() {
    answers(
        "mutation { flushPage(pageId: 1) { pagesFlushed bytesWritten syncLatencyUs } }",
        """
        {"flushPage": {"pagesFlushed": 1, "bytesWritten": 4096, "syncLatencyUs": 99}}
        """);
    refuses("mutation { flushPage(pageId: 99) { pagesFlushed } }", "page-not-found", "NOT_FOUND");
  }

  @Test
  void aReadOnlyEngineFlushesNothing() {
    refuses("mutation { flushAllPages { pagesFlushed } }", "read-only", "INTERNAL_ERROR");
  }

  @Test
  void thePoolHasEveryField() {
    answers(
        """
        { getBufferPool {
          pageSizeBytes totalFrames usedFrames freeFrames dirtyFrames pinnedFrames leases maxLeases
          hits misses hitRate evictions flushes policy cursor } }
        """,
        """
        {"getBufferPool": {"pageSizeBytes": 4096, "totalFrames": 64, "usedFrames": 10,
         "freeFrames": 54, "dirtyFrames": 2, "pinnedFrames": 1, "leases": 1, "maxLeases": 3,
         "hits": 900, "misses": 100, "hitRate": 0.9, "evictions": 5000000000, "flushes": 4,
         "policy": "LRU-2", "cursor": "e1:41"}}
        """);
  }

  @Test
  void framesAreListed() {
    answers(
        """
        { frames(cursor: "7") {
          items { frame pageId dirty pins lsn lastAccess kthAccess } nextCursor cursor } }
        """,
        """
        {"frames": {"items": [{"frame": 8, "pageId": 1, "dirty": true, "pins": 1, "lsn": 7,
         "lastAccess": 44, "kthAccess": -1}], "nextCursor": null, "cursor": "e1:41"}}
        """);
    refuses("{ frames(cursor: \"4294967296\") { nextCursor } }", "invalid-request", "BAD_REQUEST");
  }
}
