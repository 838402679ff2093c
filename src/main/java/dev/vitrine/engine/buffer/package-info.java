/**
 * Pages in memory: frames, guards, replacement, flushing, leases, and the one way to change a page.
 * May import {@code engine.disk}, {@code engine.wal}, {@code engine.page}, {@code engine.error} and
 * {@code event}.
 */
@NullMarked
package dev.vitrine.engine.buffer;

import org.jspecify.annotations.NullMarked;
