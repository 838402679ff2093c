package dev.vitrine.engine.btree;

/**
 * What a walk over a tree found.
 *
 * @param height levels, 1 when the root is a leaf
 * @param recordBytes keys and values together
 * @param leafBytesUsed what the entries of the leaves take
 * @param leafBytes what the leaves have room for
 */
public record TreeStatistics(
    long records,
    long recordBytes,
    int height,
    long innerPages,
    long leafPages,
    long overflowPages,
    long leafBytesUsed,
    long leafBytes) {}
