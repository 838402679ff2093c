package dev.vitrine.engine;

/**
 * A record was stored.
 *
 * @param created whether the key is new; otherwise its value was replaced
 */
public record RecordPut(boolean created, long lsn) {}
