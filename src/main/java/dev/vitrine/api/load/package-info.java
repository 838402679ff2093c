/**
 * Bulk loads of ordered record files: an upload of any length is cut into lines, read in batches
 * and stored, and what became of it is told while it goes on and afterwards. May import {@code
 * dev.vitrine.api}, {@code dev.vitrine.api.records} and the engine's operations.
 */
@NullMarked
package dev.vitrine.api.load;

import org.jspecify.annotations.NullMarked;
