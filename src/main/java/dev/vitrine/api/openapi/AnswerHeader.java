package dev.vitrine.api.openapi;

/** A header that a success carries. */
public enum AnswerHeader {
  ETAG("ETag", "The page version: its LSN as a strong quoted tag, for If-Match.", "\"42\""),
  LOCATION("Location", "Address of what was created.", "/api/v1/storage/pages/12"),
  OPERATION(
      "Location",
      "Where the operation's state and result can be read.",
      "/api/v1/storage/io/async/6b9c2f0e-58a3-4f0d-9a57-1c7f5f0c2d11"),
  CACHED(
      "Vitrine-Cached",
      "What the buffer pool held of the page: none, clean, or dirty (newer than these bytes).",
      "clean"),
  CACHED_LIST(
      "Vitrine-Cached",
      "What the buffer pool held of each page, in the order asked for, separated by commas.",
      "none,clean,dirty");

  private final String headerName;
  private final String description;
  private final String example;

  AnswerHeader(String headerName, String description, String example) {
    this.headerName = headerName;
    this.description = description;
    this.example = example;
  }

  public String headerName() {
    return headerName;
  }

  String description() {
    return description;
  }

  String example() {
    return example;
  }
}
