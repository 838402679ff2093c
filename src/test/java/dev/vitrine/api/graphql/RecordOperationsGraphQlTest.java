package dev.vitrine.api.graphql;

import org.junit.jupiter.api.Test;

class RecordOperationsGraphQlTest extends GraphQlServerTest {

  @Test
  void aRecordIsReadAsBytesAndAsTextWhereItIsText() {
    answers(
        "{ getRecord(pageId: 1, slot: 0) { pageId slot data text lsn cursor } }",
        """
        {"getRecord": {"pageId": 1, "slot": 0, "data": "SGVsbG8=", "text": "Hello", "lsn": 7,
         "cursor": "e1:41"}}
        """);
    answers(
        "{ getRecord(pageId: 2, slot: 0) { data text } }",
        "{\"getRecord\": {\"data\": \"/w==\", \"text\": null}}");
    refuses("{ getRecord(pageId: 1, slot: 5) { data } }", "record-not-found", "NOT_FOUND");
  }

  @Test
  void aRecordIsInsertedAndALargeOneRefused() {
    answers(
        "mutation { insertRecord(pageId: 1, record: \"SGk=\") { pageId slot lengthBytes lsn } }",
        "{\"insertRecord\": {\"pageId\": 1, \"slot\": 1, \"lengthBytes\": 2, \"lsn\": 8}}");
    answers(
        "mutation { insertRecord(pageId: 1, record: \"\") { lengthBytes } }",
        "{\"insertRecord\": {\"lengthBytes\": 0}}");
    refuses(
        "mutation { insertRecord(pageId: 1, record: \"%s\") { slot } }"
            .formatted("AAAA".repeat(1400)),
        "page-full",
        "BAD_REQUEST");
  }

  @Test
  void aRecordIsUpdatedUnderTheSameHandle() {
    answers(
        "mutation { updateRecord(pageId: 1, slot: 0, record: \"SGk=\") { slot lengthBytes } }",
        "{\"updateRecord\": {\"slot\": 0, \"lengthBytes\": 2}}");
    refuses(
        "mutation { updateRecord(pageId: 1, slot: 0, record: \"SGk=\", ifMatch: 1) { slot } }",
        "precondition-failed",
        "BAD_REQUEST");
  }

  @Test
  void aRecordIsDeleted() {
    answers(
        "mutation { deleteRecord(pageId: 1, slot: 0, ifMatch: 7) { slot lengthBytes } }",
        "{\"deleteRecord\": {\"slot\": 0, \"lengthBytes\": 5}}");
    refuses(
        "mutation { deleteRecord(pageId: 1, slot: 1) { slot } }", "record-not-found", "NOT_FOUND");
  }

  @Test
  void oneBadChangeDoesNotHideTheOthers() {
    graphQl
        .document(
            """
            mutation {
              good: insertRecord(pageId: 1, record: "SGk=") { slot }
              bad: insertRecord(pageId: 99, record: "SGk=") { slot }
            }
            """)
        .execute()
        .errors()
        .filter(error -> error.getPath().equals("bad"))
        .verify()
        .path("good.slot")
        .entity(Integer.class)
        .isEqualTo(1)
        .path("bad")
        .valueIsNull();
  }
}
