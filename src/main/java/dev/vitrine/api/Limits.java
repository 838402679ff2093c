package dev.vitrine.api;

import dev.vitrine.engine.AsyncOperations;
import dev.vitrine.engine.BatchOperations;

/** Ranges and defaults of parameters, and how they are told, whatever the transport. */
public final class Limits {

  public static final String AT_LEAST_1 = "must be 1 or more";
  public static final String NOT_NEGATIVE = "must be 0 or more";

  public static final int LISTING_MAX = 1_000;
  public static final String LISTING_DEFAULT = "100";
  public static final String LISTING = "must be between 1 and " + LISTING_MAX;

  public static final String LISTING_CURSOR = "must be the next cursor of the part before";

  public static final String RECORD_FILE_NAME = "[A-Za-z0-9_-]{1,64}";
  public static final String BASE64 = "Whether to answer text in base64 too, as other bytes are.";

  public static final int WINDOW_SECONDS_MAX = 300;
  public static final String WINDOW_SECONDS_DEFAULT = "10";
  public static final String WINDOW = "must be between 1 and " + WINDOW_SECONDS_MAX;

  public static final String VECTOR =
      "must have 1 to " + BatchOperations.VECTOR_PAGES_MAX + " pages";

  public static final int PROCESSED_MAX = AsyncOperations.QUEUED_OPERATIONS_MAX;
  public static final String PROCESSED_DEFAULT = "" + PROCESSED_MAX;
  public static final String PROCESSED = "must be between 1 and " + PROCESSED_MAX;

  public static final String SPLIT_THRESHOLD_DEFAULT = "0.9";
  public static final String MERGE_THRESHOLD_DEFAULT = "0.4";
  public static final String RATIO = "must be between 0 and 1";

  private Limits() {}
}
