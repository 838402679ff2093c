package dev.vitrine.api.load;

/** Where a bulk load is in its life. */
public enum LoadState {
  /** Lines come and are stored. */
  LOADING,
  /** The whole upload was read. */
  DONE,
  /** It could not go on; the error tells why. */
  FAILED,
  /** The upload ended before its end, or nothing came any more. */
  INTERRUPTED;

  public boolean ended() {
    return this != LOADING;
  }
}
