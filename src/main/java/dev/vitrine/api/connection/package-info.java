/**
 * Who is connected to the live streams, over whatever transport: how many may be, what each was
 * sent, and the way to close one. May import {@code dev.vitrine.api}, {@code dev.vitrine.live} and
 * what is below it.
 */
@NullMarked
package dev.vitrine.api.connection;

import org.jspecify.annotations.NullMarked;
