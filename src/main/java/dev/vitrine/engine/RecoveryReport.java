package dev.vitrine.engine;

/**
 * What opening the data directory had to do.
 *
 * @param needed whether the engine had not been closed in order
 * @param records changes that were done again
 * @param logBytes log that was read for them
 * @param pagesWritten pages that were written, each as often as it was
 * @param warning what could not be had back, as far as opening the directory told: of a directory
 *     opened with {@code --read-only} what is wrong with its files, of every one which record files
 *     can't be opened; empty when there is nothing of the kind
 */
public record RecoveryReport(
    boolean needed,
    long records,
    long logBytes,
    long pagesWritten,
    long durationUs,
    String warning) {

  RecoveryReport withWarning(String more) {
    String both = warning.isEmpty() || more.isEmpty() ? warning + more : warning + "; " + more;
    return new RecoveryReport(needed, records, logBytes, pagesWritten, durationUs, both);
  }
}
