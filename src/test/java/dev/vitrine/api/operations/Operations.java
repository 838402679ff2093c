package dev.vitrine.api.operations;

import static dev.vitrine.api.operations.Operation.Given.A_COALESCED_WRITE;
import static dev.vitrine.api.operations.Operation.Given.A_QUEUED_READ;
import static dev.vitrine.api.operations.Operation.operation;

import java.util.List;
import java.util.Map;

/** Operations 1 to 40, as clients know them. What stands in braces is made by {@link Store}. */
final class Operations {

  private static final Map<String, String> NO_SUCH_PAGE = Map.of("page", "999999");
  private static final Map<String, String> NO_SUCH_STORED = Map.of("stored", "999999");
  private static final Map<String, String> NO_SUCH_SLOT = Map.of("slot", "99");
  private static final Map<String, String> HALF_AN_IMAGE = Map.of("image", "AAAA");

  private Operations() {}

  /** Slotted pages and their records. */
  static final List<Operation> PAGES =
      List.of(
          operation(1, "createPage")
              .rest("POST /pages", 201)
              .graphQl("mutation { createPage { pageId } }")
              .causes("PageAllocated", "page_id", "{answer}"),
          operation(2, "loadPage")
              .rest("PUT /pages/{page}/content", "{'data': '{pageImage}'}", 200)
              .graphQl("mutation { loadPage(pageId: {page}, image: '{pageImage}') { lsn } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(Map.of("pageImage", "AAAA"), "page-image-invalid"),
          operation(3, "markPageDirty")
              .rest("POST /pages/{page}/mark-dirty", 200)
              .graphQl("mutation { markPageDirty(pageId: {page}) { cached } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(NO_SUCH_PAGE, "page-not-found"),
          operation(4, "resetPage")
              .rest("POST /pages/{page}/reset", 200)
              .graphQl("mutation { resetPage(pageId: {page}) { recordCount } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(NO_SUCH_PAGE, "page-not-found"),
          operation(5, "verifyPageChecksum")
              .rest("GET /pages/{stored}/checksum", 200)
              .graphQl("{ verifyPageChecksum(pageId: {stored}) { valid } }")
              .causes("ReadCompleted", "page_id", "{stored}")
              .refuses(NO_SUCH_STORED, "page-not-found"),
          operation(6, "updatePageChecksum")
              .rest("POST /pages/{page}/checksum", 200)
              .graphQl("mutation { updatePageChecksum(pageId: {page}) { valid } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(NO_SUCH_PAGE, "page-not-found"),
          operation(7, "insertRecord")
              .rest("POST /pages/{page}/records", "{'data': '{record}'}", 201)
              .graphQl("mutation { insertRecord(pageId: {page}, record: '{record}') { slot } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(Map.of("record", "{longRecord}"), "page-full"),
          operation(8, "getRecord")
              .rest("GET /pages/{page}/records/{slot}", 200)
              .graphQl("{ getRecord(pageId: {page}, slot: {slot}) { data } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(NO_SUCH_SLOT, "record-not-found"),
          operation(9, "deleteRecord")
              .rest("DELETE /pages/{page}/records/{slot}", 200)
              .graphQl("mutation { deleteRecord(pageId: {page}, slot: {slot}) { lengthBytes } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(NO_SUCH_SLOT, "record-not-found"),
          operation(10, "updateRecord")
              .rest("PUT /pages/{page}/records/{slot}", "{'data': '{record}'}", 200)
              .graphQl(
                  "mutation { updateRecord(pageId: {page}, slot: {slot}, record: '{record}')"
                      + " { lsn } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(NO_SUCH_SLOT, "record-not-found"),
          operation(11, "compactPage")
              .rest("POST /pages/{page}/compact", 200)
              .graphQl("mutation { compactPage(pageId: {page}) { bytesReclaimed } }")
              .causes("PageCompacted", "page_id", "{page}")
              .refuses(NO_SUCH_PAGE, "page-not-found"),
          operation(12, "getPageFreeSpace")
              .rest("GET /pages/{page}/free-space", 200)
              .graphQl("{ getPageFreeSpace(pageId: {page}) { maxRecordBytes } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(NO_SUCH_PAGE, "page-not-found"),
          operation(13, "adviseSplit")
              .rest("GET /pages/{page}/split-advice?threshold={threshold}", 200)
              .graphQl("{ adviseSplit(pageId: {page}, threshold: {threshold}) { split } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(Map.of("threshold", "2"), "invalid-request"),
          operation(14, "splitPage")
              .rest("POST /pages/{page}/split", 200)
              .graphQl("mutation { splitPage(pageId: {page}) { newPageId } }")
              .causes("PageSplit", "original_page_id", "{page}")
              .refuses(Map.of("page", "{other}"), "invalid-request"),
          operation(15, "adviseMerge")
              .rest("GET /pages/{page}/merge-advice?with={other}&threshold={threshold}", 200)
              .graphQl(
                  "{ adviseMerge(pageId: {page}, with: {other}, threshold: {threshold})"
                      + " { merge } }")
              .causes("PageHit", "page_id", "{other}")
              .refuses(Map.of("other", "999999"), "page-not-found"),
          operation(16, "mergePages")
              .rest("POST /pages/{page}/merge?with={other}", 200)
              .graphQl("mutation { mergePages(pageId: {page}, with: {other}) { freedPageId } }")
              .causes("PageMerged", "page2_id", "{other}")
              .refuses(Map.of("other", "{pinned}"), "page-pinned"));

  /** Stored images, and what the disk does. */
  static final List<Operation> IO =
      List.of(
          operation(17, "readPage")
              .rest("GET /io/pages/{stored}", 200)
              .graphQl("{ readPage(pageId: {stored}) { bytes } }")
              .causes("ReadCompleted", "page_id", "{stored}")
              .refuses(NO_SUCH_STORED, "page-not-found"),
          operation(18, "writePage")
              .rest("PUT /io/pages/{stored}", "{'data': '{image}'}", 200)
              .graphQl("mutation { writePage(pageId: {stored}, image: '{image}') { lsn } }")
              .causes("WriteCompleted", "page_id", "{stored}")
              .refuses(Map.of("stored", "{page}", "image", "{pageImage}"), "page-dirty"),
          operation(19, "allocatePage")
              .rest("POST /io/pages", 201)
              .graphQl("mutation { allocatePage { pageId } }")
              .causes("PageAllocated", "page_id", "{answer}"),
          operation(20, "flushWrites")
              .rest("POST /io/flush", 200)
              .graphQl("mutation { flushWrites { syncLatencyUs } }"),
          operation(21, "countPages")
              .rest("GET /io/pages", 200)
              .graphQl("{ countPages { allocated } }"),
          operation(22, "readPagesVectored")
              .rest("POST /io/vectored-read", "{'page_ids': [{next}, {stored}]}", 200)
              .graphQl("{ readPagesVectored(pageIds: [{next}, {stored}]) { pageId bytes } }")
              .causes("VectoredRead", "page_count", "2")
              .refuses(NO_SUCH_STORED, "page-not-found"),
          operation(23, "writePagesVectored")
              .rest(
                  "POST /io/vectored-write",
                  """
                  {'items': [{'page_id': {next}, 'data': '{image}'},
                             {'page_id': {stored}, 'data': '{image}'}]}
                  """,
                  200)
              .graphQl(
                  """
                  mutation { writePagesVectored(pages: [
                    {pageId: {next}, image: '{image}'}, {pageId: {stored}, image: '{image}'}
                  ]) { lsn } }
                  """)
              .causes("VectoredWrite", "page_count", "2")
              .refuses(HALF_AN_IMAGE, "page-image-invalid"),
          operation(24, "writePageCoalesced")
              .rest("PUT /io/coalesced/pages/{stored}", "{'data': '{image}'}", 202)
              .graphQl(
                  "mutation { writePageCoalesced(pageId: {stored}, image: '{image}')"
                      + " { pendingPages } }")
              .causes("VectoredWrite", "page_count", "1")
              .refuses(HALF_AN_IMAGE, "page-image-invalid"),
          operation(25, "flushCoalescedWrites")
              .rest("POST /io/coalesced/flush", 200)
              .graphQl("mutation { flushCoalescedWrites { pagesFlushed } }")
              .given(A_COALESCED_WRITE)
              .causes("VectoredWrite", "page_count", "1"),
          operation(26, "readPageUring")
              .rest("GET /io/uring/pages/{stored}", 200)
              .graphQl("{ readPageUring(pageId: {stored}) { bytes } }")
              .causes("ReadCompleted", "page_id", "{stored}")
              .refuses(NO_SUCH_STORED, "page-not-found"),
          operation(27, "writePageUring")
              .rest("PUT /io/uring/pages/{stored}", "{'data': '{image}'}", 200)
              .graphQl("mutation { writePageUring(pageId: {stored}, image: '{image}') { lsn } }")
              .causes("WriteCompleted", "page_id", "{stored}")
              .refuses(HALF_AN_IMAGE, "page-image-invalid"),
          operation(28, "readPageAsync")
              .rest("POST /io/async/reads", "{'page_id': {stored}, 'priority': 'high'}", 202)
              .graphQl("mutation { readPageAsync(pageId: {stored}, priority: HIGH) { id } }")
              .causes("ReadCompleted", "page_id", "{stored}")
              .refuses(NO_SUCH_STORED, "page-not-found"),
          operation(29, "writePageAsync")
              .rest("POST /io/async/writes", "{'page_id': {stored}, 'data': '{image}'}", 202)
              .graphQl("mutation { writePageAsync(pageId: {stored}, image: '{image}') { id } }")
              .causes("WriteCompleted", "page_id", "{stored}")
              .refuses(HALF_AN_IMAGE, "page-image-invalid"),
          operation(30, "processAsyncOperations")
              .rest("POST /io/async/process?max={max}", 200)
              .graphQl("mutation { processAsyncOperations(max: {max}) { processed } }")
              .given(A_QUEUED_READ)
              .causes("ReadCompleted", "page_id", "{stored}")
              .refuses(Map.of("max", "0"), "invalid-request"),
          operation(31, "getIoStats")
              .rest("GET /io-stats", 200)
              .graphQl("{ getIoStats { reads } }"),
          operation(32, "resetIoStats")
              .rest("POST /io-stats/reset", 204)
              .graphQl("mutation { resetIoStats }"),
          operation(33, "computeChecksum")
              .rest("POST /io/checksum", "{'data': '{record}'}", 200)
              .graphQl("{ computeChecksum(bytes: '{record}') }")
              .refuses(Map.of("record", "?"), "invalid-request"),
          operation(34, "getIops")
              .rest("GET /io-stats/iops?seconds={seconds}", 200)
              .graphQl("{ getIops(seconds: {seconds}) { iops } }")
              .refuses(Map.of("seconds", "0"), "invalid-request"));

  /** Leases and flushes. */
  static final List<Operation> BUFFER_POOL =
      List.of(
          operation(35, "pinPage")
              .rest("POST /buffer-pool/pages/{page}/pins", 201)
              .graphQl("mutation { pinPage(pageId: {page}) { id } }")
              .causes("PageHit", "page_id", "{page}")
              .refuses(NO_SUCH_PAGE, "page-not-found"),
          operation(36, "newPage")
              .rest("POST /buffer-pool/pages", 201)
              .graphQl("mutation { newPage { pageId } }")
              .causes("PageAllocated", "page_id", "{answer}"),
          operation(37, "flushPage")
              .rest("POST /buffer-pool/pages/{page}/flush", 200)
              .graphQl("mutation { flushPage(pageId: {page}) { pagesFlushed } }")
              .causes("PageFlushed", "page_id", "{page}")
              .refuses(NO_SUCH_PAGE, "page-not-found"),
          operation(38, "flushAllPages")
              .rest("POST /buffer-pool/flush", 200)
              .graphQl("mutation { flushAllPages { pagesFlushed } }")
              .causes("PageFlushed", "page_id", "{page}"),
          operation(39, "unpinPage")
              .rest("DELETE /buffer-pool/pins/{lease}?dirty=true", 204)
              .graphQl("mutation { unpinPage(leaseId: '{lease}', dirty: true) }")
              .refuses(Map.of("lease", "gone"), "stale-lease"),
          operation(40, "getBufferPool")
              .rest("GET /buffer-pool", 200)
              .graphQl("{ getBufferPool { hitRate } }"));
}
