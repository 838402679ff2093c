/** The one family of errors that the storage layer throws. Imports the JDK only. */
@NullMarked
package dev.vitrine.engine.error;

import org.jspecify.annotations.NullMarked;
