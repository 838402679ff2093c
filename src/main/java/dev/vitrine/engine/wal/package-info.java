/**
 * The order of changes. Every change of a page gets its log sequence number here, and no page is
 * written before the log is durable up to it. Imports the JDK and {@code engine.error} only.
 */
@NullMarked
package dev.vitrine.engine.wal;

import org.jspecify.annotations.NullMarked;
