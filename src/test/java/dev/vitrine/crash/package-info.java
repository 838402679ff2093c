/**
 * The crash loop: the packaged service as a process of its own, driven by several clients, killed
 * with SIGKILL at random moments, and asked afterwards for everything it had acknowledged. Knows
 * the service by its jar and its HTTP interface only.
 */
@NullMarked
package dev.vitrine.crash;

import org.jspecify.annotations.NullMarked;
