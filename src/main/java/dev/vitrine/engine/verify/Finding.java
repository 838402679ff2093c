package dev.vitrine.engine.verify;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be.
 *
 * @param pageId the page it is about, where it is about one
 * @param file the name of the file in the data directory, where it is in one
 * @param position the byte in that file, where it is known
 * @param text what it is, for people
 */
public record Finding(
    FindingCode code,
    @Nullable Long pageId,
    @Nullable String file,
    @Nullable Long position,
    String text) {}
