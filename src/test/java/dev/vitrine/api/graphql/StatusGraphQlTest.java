package dev.vitrine.api.graphql;

import org.junit.jupiter.api.Test;

class StatusGraphQlTest extends GraphQlServerTest {

  @Test
  void theEngineIsToldInOneLook() {
    answers(
        """
        { status {
          state stateReason durability dataDirectory storeId formatVersion pageSizeBytes directIo
          recovery { needed records logBytes pagesWritten durationUs warning }
          numaNodes openedAt currentLsn
          log { lastLsn durableLsn redoPoint records recordBytes writes bytesWritten writeLatencyUs
                syncs syncLatencyUs segments segmentBytes } } }
        """,
        """
        {"status": {"state": "open", "stateReason": "", "durability": "sync",
         "dataDirectory": "/data", "storeId": "s1", "formatVersion": 1, "pageSizeBytes": 4096,
         "directIo": true,
         "recovery": {"needed": false, "records": 0, "logBytes": 0, "pagesWritten": 0,
          "durationUs": 250, "warning": ""}, "numaNodes": 1,
         "openedAt": "1970-01-01T00:00:00.000Z", "currentLsn": 7,
         "log": {"lastLsn": 7, "durableLsn": 40, "redoPoint": 8, "records": 3, "recordBytes": 36,
          "writes": 2, "bytesWritten": 8192, "writeLatencyUs": 90, "syncs": 1,
          "syncLatencyUs": 800, "segments": 1, "segmentBytes": 65536}}}
        """);
  }

  @Test
  void aCheckpointIsTakenAndTold() {
    answers(
        "mutation { takeCheckpoint { redoLsn logBytes pagesWritten durationUs } }",
        """
        {"takeCheckpoint":
         {"redoLsn": 44, "logBytes": 4096, "pagesWritten": 3, "durationUs": 1500}}
        """);
  }

  @Test
  void disksAreToldInBytes() {
    answers(
        """
        { disks {
          path device fileSystem blockSizeBytes totalBytes usableBytes usedByEngineBytes directIo
        } }
        """,
        """
        {"disks": [{"path": "/data", "device": "sda", "fileSystem": "ext4",
         "blockSizeBytes": 4096, "totalBytes": 1099511627776, "usableBytes": 549755813888,
         "usedByEngineBytes": 8192, "directIo": true}]}
        """);
  }

  @Test
  void aCheckpointTellsWhatItWrote() {
    answers(
        "mutation { takeCheckpoint { redoLsn logBytes pagesWritten durationUs } }",
        """
        {"takeCheckpoint": {"redoLsn": 44, "logBytes": 4096, "pagesWritten": 3, "durationUs": 1500}}
        """);
  }
}
