/** The doors of the service, and what all of them share. May import everything below it. */
@NullMarked
package dev.vitrine.api;

import org.jspecify.annotations.NullMarked;
