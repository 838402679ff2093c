/**
 * Workloads as every door of the service asks for them and shows them, and the one that may start
 * with the service. May import {@code dev.vitrine.api} and what is below it.
 */
@NullMarked
package dev.vitrine.api.workload;

import org.jspecify.annotations.NullMarked;
