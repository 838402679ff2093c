package dev.vitrine.api.rest;

/** Ranges of parameters and how they are told; one place for check, message and document. */
final class Limits {

  static final String NOT_NEGATIVE = "must be 0 or more";

  static final int LISTING_MAX = 1_000;
  static final String LISTING_DEFAULT = "100";
  static final String LISTING = "must be between 1 and " + LISTING_MAX;

  static final int WINDOW_SECONDS_MAX = 300;
  static final String WINDOW_SECONDS_DEFAULT = "10";
  static final String WINDOW = "must be between 1 and " + WINDOW_SECONDS_MAX;

  static final String SPLIT_THRESHOLD_DEFAULT = "0.9";
  static final String MERGE_THRESHOLD_DEFAULT = "0.4";
  static final String RATIO = "must be between 0 and 1";

  private Limits() {}
}
