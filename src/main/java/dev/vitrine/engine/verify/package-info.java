/**
 * Looks for damage: every page, the allocation map, who owns what, the log. May import every other
 * part of the engine, and changes nothing.
 */
@NullMarked
package dev.vitrine.engine.verify;

import org.jspecify.annotations.NullMarked;
