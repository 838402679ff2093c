/**
 * The order of changes. Every change of a page gets its log sequence number here, and no page is
 * written before the log is durable up to it. Imports the JDK, events, and {@code engine.error},
 * {@code engine.file} and {@code engine.page} only.
 */
@NullMarked
package dev.vitrine.engine.wal;

import org.jspecify.annotations.NullMarked;
