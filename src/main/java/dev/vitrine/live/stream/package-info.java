/**
 * The stream core: a small state machine of entries, snapshots, control frames and cursors. Imports
 * the JDK, JCTools and {@code dev.vitrine.event} only.
 */
@NullMarked
package dev.vitrine.live.stream;

import org.jspecify.annotations.NullMarked;
