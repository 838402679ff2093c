/**
 * Pages on disk: reads and writes of whole pages, which ids are in use, and what it cost. May
 * import {@code engine.file}, {@code engine.page}, {@code engine.wal}, {@code engine.error} and
 * {@code event}.
 */
@NullMarked
package dev.vitrine.engine.disk;

import org.jspecify.annotations.NullMarked;
