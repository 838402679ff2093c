/**
 * Measures the storage layer beside its peers, in one run; see {@code docs/benchmarks.md}. Not part
 * of the service nor of its tests.
 */
@NullMarked
package dev.vitrine.bench;

import org.jspecify.annotations.NullMarked;
