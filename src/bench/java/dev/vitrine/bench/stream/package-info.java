/**
 * Streams under load: servers and a load generator as processes of their own, on loopback. May
 * import everything of ours.
 */
@NullMarked
package dev.vitrine.bench.stream;

import org.jspecify.annotations.NullMarked;
