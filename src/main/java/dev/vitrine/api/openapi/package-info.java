/**
 * How the REST interface describes itself. May import {@code dev.vitrine.api} and springdoc; the
 * controllers import the annotations from here.
 */
@NullMarked
package dev.vitrine.api.openapi;

import org.jspecify.annotations.NullMarked;
