/**
 * Ordered record files: B+trees over slotted pages, from keys to values. See {@code
 * docs/designs/record-files.md}. May import the other packages of the engine and {@code event},
 * never {@code dev.vitrine.engine} itself.
 */
@NullMarked
package dev.vitrine.engine.btree;

import org.jspecify.annotations.NullMarked;
