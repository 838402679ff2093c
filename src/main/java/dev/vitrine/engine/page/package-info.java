/**
 * What is inside a page: layout, checksum, records. Works on memory alone. Imports the JDK and
 * {@code engine.error} only.
 */
@NullMarked
package dev.vitrine.engine.page;

import org.jspecify.annotations.NullMarked;
