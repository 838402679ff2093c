package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IoOperationsGraphQlTest extends GraphQlServerTest {

  @Test
  void aStoredImageIsRead() {
    answers(
        "{ readPage(pageId: 1) { pageId bytes cached lsn cursor } }",
        """
        {"readPage": {"pageId": 1, "bytes": "AQID", "cached": "DIRTY", "lsn": 7,
         "cursor": "e1:41"}}
        """);
    refuses("{ readPage(pageId: 99) { lsn } }", "page-not-found", "NOT_FOUND");
  }

  @Test
  void anImageIsWrittenUnlessThePoolHoldsANewerVersion() {
    answers(
        "mutation { writePage(pageId: 1, image: \"AQID\", ifMatch: 7) { pageId } }",
        "{\"writePage\": {\"pageId\": 1}}");
    refuses(
        "mutation { writePage(pageId: 2, image: \"AQID\") { pageId } }",
        "page-dirty",
        "BAD_REQUEST");
  }

  @Test
  void aFullDiskIsNoFaultOfTheClient() {
    refuses("mutation { allocatePage { pageId } }", "disk-full", "INTERNAL_ERROR");
  }

  @Test
  void writesAreFlushed() {
    answers(
        "mutation { flushWrites { pagesFlushed bytesWritten syncLatencyUs } }",
        """
        {"flushWrites": {"pagesFlushed": 2, "bytesWritten": 8192, "syncLatencyUs": 150}}
        """);
  }

  @Test
  void pagesAreCounted() {
    answers(
        "{ countPages { allocated free fileBytes cursor } }",
        """
        {"countPages": {"allocated": 5, "free": 1, "fileBytes": 24576, "cursor": "e1:41"}}
        """);
  }

  @Test
  void statisticsHaveEveryField() {
    answers(
        """
        { getIoStats {
          reads writes readCalls writeCalls syncs bytesRead bytesWritten avgReadLatencyUs
          avgWriteLatencyUs p50ReadLatencyUs p99ReadLatencyUs maxReadLatencyUs p50WriteLatencyUs
          p99WriteLatencyUs maxWriteLatencyUs sinceSeconds cursor } }
        """,
        """
        {"getIoStats": {"reads": 10, "writes": 20, "readCalls": 10, "writeCalls": 20, "syncs": 3,
         "bytesRead": 40960, "bytesWritten": 81920, "avgReadLatencyUs": 1.5,
         "avgWriteLatencyUs": 2.5, "p50ReadLatencyUs": 1, "p99ReadLatencyUs": 2,
         "maxReadLatencyUs": 3, "p50WriteLatencyUs": 4, "p99WriteLatencyUs": 5,
         "maxWriteLatencyUs": 6, "sinceSeconds": 7.5, "cursor": "e1:41"}}
        """);
  }

  @Test
  void statisticsAreReset() {
    int before = io.resets.get();
    answers("mutation { resetIoStats }", "{\"resetIoStats\": true}");
    assertThat(io.resets).hasValue(before + 1);
  }

  @Test
  void aChecksumIsUnsigned() {
    answers("{ computeChecksum(bytes: \"AQID\") }", "{\"computeChecksum\": 3000000003}");
    refuses("{ computeChecksum(bytes: \"AQI\") }", "invalid-request", "ValidationError");
  }

  @Test
  void iopsLookBackAtMostFiveMinutes() {
    answers(
        "{ getIops { seconds iops readIops writeIops } }",
        """
        {"getIops": {"seconds": 10, "iops": 30.0, "readIops": 10.0, "writeIops": 20.0}}
        """);
    refuses("{ getIops(seconds: 301) { iops } }", "invalid-request", "BAD_REQUEST");
  }
}
