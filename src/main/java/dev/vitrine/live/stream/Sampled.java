package dev.vitrine.live.stream;

/**
 * Tells how many hot events of a variant there were, and how many of them were entries.
 *
 * @param variant the hot variant's name on the wire
 * @param seen events since the previous {@code Sampled} of this variant
 * @param delivered how many of them became entries
 * @param seenTotal events since the epoch began: the engine's own counter
 * @param deliveredTotal entries since the epoch began
 */
public record Sampled(
    String variant,
    long seen,
    long delivered,
    long seenTotal,
    long deliveredTotal,
    long timestampMicros) {}
