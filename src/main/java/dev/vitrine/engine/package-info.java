/**
 * The storage layer as a library: {@link dev.vitrine.engine.StorageEngine} and the operations it
 * offers. Plain Java; may import the packages below it and {@code dev.vitrine.event}, never Spring,
 * Reactor or Jackson.
 */
@NullMarked
package dev.vitrine.engine;

import org.jspecify.annotations.NullMarked;
