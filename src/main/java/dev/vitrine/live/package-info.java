/**
 * From the engine's events to what clients receive: one stream for each family, offered as Flux.
 * May import {@code dev.vitrine.event}, {@code dev.vitrine.engine}, Reactor and Jackson.
 */
@NullMarked
package dev.vitrine.live;

import org.jspecify.annotations.NullMarked;
