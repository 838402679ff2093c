package dev.vitrine.api.rest;

/** What the documents say about the stream cursor that state reads carry. */
final class StreamCursor {

  static final String DESCRIPTION =
      "Place in the live stream, taken before the read: subscribe with since=<cursor> to follow"
          + " this state without a hole.";
  static final String EXAMPLE = "k3Jq8sZp:8812";

  private StreamCursor() {}
}
