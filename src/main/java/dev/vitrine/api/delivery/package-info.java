/**
 * How frames get to the sockets of those who watch a stream, whatever the transport: encoded once,
 * written by the event loop of each socket, never more than it takes. May import {@code
 * dev.vitrine.api}, {@code dev.vitrine.api.connection}, {@code dev.vitrine.live} and what is below
 * it, and Netty.
 */
@NullMarked
package dev.vitrine.api.delivery;

import org.jspecify.annotations.NullMarked;
