/**
 * What the program does from the command line on a data directory that nobody has open, instead of
 * serving it. May import {@code dev.vitrine.api} and what is below it.
 */
@NullMarked
package dev.vitrine.api.cli;

import org.jspecify.annotations.NullMarked;
