/**
 * The service in numbers and in health: every meter reads the engine's own counters when it is
 * asked. May import {@code dev.vitrine.api} and what is below it. docs/metrics.md lists the meters.
 */
@NullMarked
package dev.vitrine.api.telemetry;

import org.jspecify.annotations.NullMarked;
