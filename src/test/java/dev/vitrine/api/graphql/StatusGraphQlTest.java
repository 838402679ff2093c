package dev.vitrine.api.graphql;

import org.junit.jupiter.api.Test;

class StatusGraphQlTest extends GraphQlServerTest {

  @Test
  void theEngineIsToldInOneLook() {
    answers(
        """
        { status {
          state stateReason durability dataDirectory storeId formatVersion pageSizeBytes directIo
          recoveredAtOpen numaNodes openedAt currentLsn } }
        """,
        """
        {"status": {"state": "open", "stateReason": "", "durability": "sync",
         "dataDirectory": "/data", "storeId": "s1", "formatVersion": 1, "pageSizeBytes": 4096,
         "directIo": true, "recoveredAtOpen": false, "numaNodes": 1,
         "openedAt": "1970-01-01T00:00:00.000Z", "currentLsn": 7}}
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
}
