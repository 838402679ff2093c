package dev.vitrine.api.graphql;

import dev.vitrine.api.FakeRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RecordFileGraphQlTest extends GraphQlServerTest {

  @Autowired FakeRecords records;

  @BeforeEach
  void createFile() {
    records.reset();
    records.createRecordFile("people");
  }

  @Test
  void aFileIsCreatedFoundAndDropped() {
    answers(
        "mutation { createRecordFile(name: \"b\") { name fileId rootPageId createdAt } }",
        """
        {"createRecordFile": {"name": "b", "fileId": 7, "rootPageId": 42,
         "createdAt": "2026-01-02T03:04:05.678Z"}}
        """);
    refuses(
        "mutation { createRecordFile(name: \"b\") { name } }", "record-file-exists", "BAD_REQUEST");
    refuses("mutation { createRecordFile(name: \"\") { name } }", "invalid-request", "BAD_REQUEST");
    answers("mutation { dropRecordFile(name: \"b\") }", "{\"dropRecordFile\": true}");
    refuses("mutation { dropRecordFile(name: \"b\") }", "record-file-not-found", "NOT_FOUND");
    refuses("{ recordFile(name: \"b\") { name } }", "record-file-not-found", "NOT_FOUND");
  }

  @Test
  void statisticsAreCountedWhenAskedFor() {
    answers(
        """
        { recordFile(name: "people") { name statistics {
          records recordBytes height innerPages leafPages overflowPages averageLeafUse } } }
        """,
        """
        {"recordFile": {"name": "people", "statistics": {"records": 0, "recordBytes": 11,
         "height": 1, "innerPages": 2, "leafPages": 3, "overflowPages": 4, "averageLeafUse": 0.5}}}
        """);
  }

  @Test
  void filesAreListedInParts() {
    records.createRecordFile("a");
    answers(
        "{ recordFiles(limit: 1) { items { name } nextCursor } }",
        "{\"recordFiles\": {\"items\": [{\"name\": \"a\"}], \"nextCursor\": \"a\"}}");
    answers(
        "{ recordFiles(limit: 1, cursor: \"a\") { items { name } nextCursor } }",
        "{\"recordFiles\": {\"items\": [{\"name\": \"people\"}], \"nextCursor\": null}}");
    refuses("{ recordFiles(cursor: \"\") { nextCursor } }", "invalid-request", "BAD_REQUEST");
    refuses("{ recordFiles(limit: 0) { nextCursor } }", "invalid-request", "BAD_REQUEST");
  }

  @Test
  void aRecordIsPutReadAndDeleted() {
    answers(
        """
        mutation { putRecord(file: "people", record: {keyText: "ada", value: "AQD/"}) {
          created lsn } }
        """,
        "{\"putRecord\": {\"created\": true, \"lsn\": 101}}");
    answers(
        "{ record(file: \"people\", key: \"YWRh\") { key keyText value valueText } }",
        """
        {"record": {"key": "YWRh", "keyText": "ada", "value": "AQD/", "valueText": null}}
        """);
    answers(
        "mutation { deleteRecordByKey(file: \"people\", keyText: \"ada\") { lsn } }",
        "{\"deleteRecordByKey\": {\"lsn\": 102}}");
    refuses(
        "mutation { deleteRecordByKey(file: \"people\", keyText: \"ada\") { lsn } }",
        "record-not-found",
        "NOT_FOUND");
    refuses(
        "{ record(file: \"people\", keyText: \"ada\") { key } }", "record-not-found", "NOT_FOUND");
    refuses("{ record(file: \"people\") { key } }", "invalid-request", "BAD_REQUEST");
    refuses(
        "{ record(file: \"people\", key: \"YQ==\", keyText: \"a\") { key } }",
        "invalid-request",
        "BAD_REQUEST");
  }

  @Test
  void ofSeveralRecordsEachIsStoredOrToldWhyNot() {
    answers(
        """
        mutation { putRecords(file: "people", records: [
          {keyText: "a", valueText: "1"}, {keyText: "", valueText: "2"}, {keyText: "a", valueText: ""}
        ]) { put { created lsn } errorCode error } }
        """,
        """
        {"putRecords": [
          {"put": {"created": true, "lsn": 101}, "errorCode": null, "error": null},
          {"put": null, "errorCode": "invalid-request", "error": "key must have 1 to 32 bytes"},
          {"put": {"created": false, "lsn": 102}, "errorCode": null, "error": null}]}
        """);
    refuses(
        "mutation { putRecords(file: \"people\", records: []) { error } }",
        "invalid-request",
        "BAD_REQUEST");
    refuses(
        "mutation { putRecords(file: \"people\", records: [{keyText: \"a\"}]) { error } }",
        "invalid-request",
        "BAD_REQUEST");
  }

  @Test
  void recordsAreScannedInParts() {
    for (String key : new String[] {"a", "aa", "b"}) {
      records.fill("people", key, "v" + key);
    }
    answers(
        """
        { recordScan(file: "people", descending: true, limit: 2) {
          records { keyText valueText } nextCursor } }
        """,
        """
        {"recordScan": {"records": [{"keyText": "b", "valueText": "vb"},
         {"keyText": "aa", "valueText": "vaa"}], "nextCursor": "dYWE"}}
        """);
    answers(
        """
        { recordScan(file: "people", descending: true, cursor: "dYWE") {
          records { keyText } nextCursor } }
        """,
        "{\"recordScan\": {\"records\": [{\"keyText\": \"a\"}], \"nextCursor\": null}}");
    answers(
        """
        { recordScan(file: "people", range: {prefixText: "a", start: "YWE="}) {
          records { keyText } } }
        """,
        "{\"recordScan\": {\"records\": [{\"keyText\": \"aa\"}]}}");
    answers(
        "{ recordScan(file: \"people\", range: {prefixText: \"b\", endText: \"a\"}) { nextCursor }"
            + " }",
        "{\"recordScan\": {\"nextCursor\": null}}");
    refuses(
        "{ recordScan(file: \"people\", range: {startText: \"b\", endText: \"a\"}) { nextCursor }"
            + " }",
        "invalid-request",
        "BAD_REQUEST");
    refuses(
        "{ recordScan(file: \"people\", cursor: \"dYQ\") { nextCursor } }",
        "invalid-request",
        "BAD_REQUEST");
  }
}
