/** The service's entry point. Imports every floor below it. */
@NullMarked
package dev.vitrine;

import org.jspecify.annotations.NullMarked;
