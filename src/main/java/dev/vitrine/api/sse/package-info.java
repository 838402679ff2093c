/**
 * The streams as server-sent events. May import {@code dev.vitrine.api}, {@code dev.vitrine.live}
 * and what is below it.
 */
@NullMarked
package dev.vitrine.api.sse;

import org.jspecify.annotations.NullMarked;
