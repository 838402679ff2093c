package dev.vitrine.engine.disk;

import dev.vitrine.engine.page.PageType;

/**
 * What a page id is used for, at one moment.
 *
 * @param type {@link PageType#FREE} for an id that is not in use
 * @param owned whether it belongs to an object of the engine, or is the engine's own
 * @param freed whether what is stored for an id that is not in use may be that of a page: of the
 *     one that it was, or of the one that it is about to be
 */
public record PageUse(PageType type, boolean owned, boolean freed) {}
