/**
 * The seam through which every byte goes to and from disk. Imports the JDK and {@code engine.error}
 * only.
 */
@NullMarked
package dev.vitrine.engine.file;

import org.jspecify.annotations.NullMarked;
