package dev.vitrine.engine.wal;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A page as a change leaves it. Both segments have the size of a page and are read before {@link
 * ChangeLog#append} returns.
 *
 * @param before the page as the change found it, its header with the LSN of its last change; null
 *     when nothing of it is left, as on a new or freed page
 * @param after the page after the change, LSN and checksum not yet stamped
 */
public record PageVersion(long pageId, @Nullable MemorySegment before, MemorySegment after) {}
