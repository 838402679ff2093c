package dev.vitrine.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a scan.
 *
 * @param next what to scan for the rest; null at the end
 */
public record RecordPage(List<KeyValue> records, @Nullable ScanRange next) {}
