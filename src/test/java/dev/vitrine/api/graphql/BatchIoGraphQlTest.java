package dev.vitrine.api.graphql;

import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchIoGraphQlTest extends GraphQlServerTest {

  private static final String AN_IMAGE = Base64.getEncoder().encodeToString(new byte[4096]);

  @Test
  void severalImagesAreReadInTheOrderAskedFor() {
    answers(
        "{ readPagesVectored(pageIds: [2, 1]) { pageId bytes cached lsn cursor } }",
        """
        {"readPagesVectored": [
          {"pageId": 2, "bytes": "Ag==", "cached": "CLEAN", "lsn": 7, "cursor": "e1:41"},
          {"pageId": 1, "bytes": "AQ==", "cached": "CLEAN", "lsn": 7, "cursor": "e1:41"}]}
        """);
    refuses("{ readPagesVectored(pageIds: [1, 99]) { lsn } }", "page-not-found", "NOT_FOUND");
    refuses("{ readPagesVectored(pageIds: [null]) { lsn } }", "invalid-request", "ValidationError");
  }

  @Test
  void aWholeVectorCanBeReadAndWritten() {
    List<Long> ids = LongStream.rangeClosed(1, 256).map(id -> 1 + id % 2).boxed().toList();
    graphQl
        .document(
            "query ($ids: [BigInt!]!) { readPagesVectored(pageIds: $ids)"
                + " { pageId bytes cached lsn cursor } }")
        .variable("ids", ids)
        .execute()
        .path("readPagesVectored")
        .entityList(Object.class)
        .hasSize(256);
    graphQl
        .document(
            "mutation ($pages: [PageWrite!]!) { writePagesVectored(pages: $pages) { bytesWritten }"
                + " }")
        .variable("pages", Collections.nCopies(256, Map.of("pageId", 1, "image", AN_IMAGE)))
        .execute()
        .path("writePagesVectored.bytesWritten")
        .entity(Integer.class)
        .isEqualTo(1 << 20);
  }

  @Test
  void severalImagesAreWrittenUnderOneVersion() {
    answers(
        """
        mutation { writePagesVectored(pages: [{pageId: 2, image: "AQID"}, {pageId: 1, image: "BA=="}])
          { pageIds bytesWritten lsn } }
        """,
        "{\"writePagesVectored\": {\"pageIds\": [2, 1], \"bytesWritten\": 4, \"lsn\": 8}}");
    refuses(
        "mutation { writePagesVectored(pages: [{pageId: 3, image: \"\"}]) { lsn } }",
        "page-owned",
        "FORBIDDEN");
    refuses(
        "mutation { writePagesVectored(pages: [{pageId: 1}]) { lsn } }",
        "invalid-request",
        "ValidationError");
  }

  @Test
  void anImageIsCoalescedUntilTheQueueIsFull() {
    answers(
        "mutation { writePageCoalesced(pageId: 1, image: \"AQID\") { pageId lsn pendingPages } }",
        "{\"writePageCoalesced\": {\"pageId\": 1, \"lsn\": 8, \"pendingPages\": 3}}");
    refuses(
        "mutation { writePageCoalesced(pageId: 1, image: \"\", ifMatch: 6) { lsn } }",
        "precondition-failed",
        "BAD_REQUEST");
    refuses(
        "mutation { writePageCoalesced(pageId: 2, image: \"AQID\") { lsn } }",
        "queue-full",
        "BAD_REQUEST");
    answers(
        "mutation { flushCoalescedWrites { pagesFlushed bytesWritten syncLatencyUs } }",
        """
        {"flushCoalescedWrites": {"pagesFlushed": 3, "bytesWritten": 12288, "syncLatencyUs": 170}}
        """);
  }

  @Test
  void readsAndWritesAreQueuedWithNormalPriorityUnlessToldOtherwise() {
    answers(
        "mutation { readPageAsync(pageId: 1) { id kind pageId priority state lsn data } }",
        """
        {"readPageAsync": {"id": "read", "kind": "READ", "pageId": 1, "priority": "NORMAL",
         "state": "QUEUED", "lsn": null, "data": null}}
        """);
    answers(
        "mutation { writePageAsync(pageId: 1, image: \"\", priority: LOW) { kind priority state }"
            + " }",
        "{\"writePageAsync\": {\"kind\": \"WRITE\", \"priority\": \"LOW\", \"state\":"
            + " \"RUNNING\"}}");
    refuses("mutation { readPageAsync(pageId: 99) { id } }", "page-not-found", "NOT_FOUND");
  }

  @Test
  void aQueuedOperationTellsItsResultOrWhyItFailed() {
    answers(
        "{ asyncOperation(operationId: \"done\") { state lsn data errorCode error } }",
        """
        {"asyncOperation": {"state": "SUCCEEDED", "lsn": 7, "data": "AQID", "errorCode": null,
         "error": null}}
        """);
    answers(
        "{ asyncOperation(operationId: \"failed\") { state lsn data errorCode error } }",
        """
        {"asyncOperation": {"state": "FAILED", "lsn": null, "data": null,
         "errorCode": "page-dirty", "error": "the pool holds a newer version"}}
        """);
    refuses("{ asyncOperation(operationId: \"x\") { state } }", "operation-not-found", "NOT_FOUND");
  }

  @Test
  void theQueueIsLentAHandForAllOfItUnlessToldOtherwise() {
    answers(
        "mutation { processAsyncOperations { processed failed queued } }",
        "{\"processAsyncOperations\": {\"processed\": 512, \"failed\": 1, \"queued\": 4}}");
    answers(
        "mutation { processAsyncOperations(max: 3) { processed } }",
        "{\"processAsyncOperations\": {\"processed\": 3}}");
  }

  @Test
  void imagesGoThroughIoUringWhereThereIsOne() {
    answers(
        "{ readPageUring(pageId: 1) { pageId bytes cached lsn cursor } }",
        """
        {"readPageUring": {"pageId": 1, "bytes": "BAU=", "cached": "NONE", "lsn": 7,
         "cursor": "e1:41"}}
        """);
    answers(
        "mutation { writePageUring(pageId: 1, image: \"\", ifMatch: 7) { pageId } }",
        "{\"writePageUring\": {\"pageId\": 1}}");
    refuses(
        "mutation { writePageUring(pageId: 1, image: \"\", ifMatch: 6) { pageId } }",
        "precondition-failed",
        "BAD_REQUEST");
    refuses("{ readPageUring(pageId: 2) { lsn } }", "io-uring-unavailable", "INTERNAL_ERROR");
  }
}
