/**
 * Work to watch: YCSB's mixes, started by name against a part of the engine, paced, measured and
 * verified record by record. A plain library: may import {@code dev.vitrine.event}, {@code
 * dev.vitrine.engine} and HdrHistogram, never Spring or Reactor.
 */
@NullMarked
package dev.vitrine.workload;

import org.jspecify.annotations.NullMarked;
