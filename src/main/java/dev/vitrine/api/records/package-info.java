/**
 * What both doors make of keys, values and ranges of ordered record files. May import {@code
 * dev.vitrine.api} and what is below it.
 */
@NullMarked
package dev.vitrine.api.records;

import org.jspecify.annotations.NullMarked;
