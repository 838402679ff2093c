/**
 * The record file beside other ordered key-value stores: the same records, the same durability, one
 * process for each figure.
 */
@NullMarked
package dev.vitrine.bench.store;

import org.jspecify.annotations.NullMarked;
