/**
 * What the storage layer tells: every event as a record, and the sink that takes them. The ground
 * floor of the house: imports the JDK only.
 */
@NullMarked
package dev.vitrine.event;

import org.jspecify.annotations.NullMarked;
