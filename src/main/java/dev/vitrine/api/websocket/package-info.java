/**
 * The streams as WebSocket endpoints. May import {@code dev.vitrine.api}, {@code dev.vitrine.live}
 * and what is below it.
 */
@NullMarked
package dev.vitrine.api.websocket;

import org.jspecify.annotations.NullMarked;
