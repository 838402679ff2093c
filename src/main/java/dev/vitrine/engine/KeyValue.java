package dev.vitrine.engine;

/** A record of an ordered record file. The arrays are the receiver's own. */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record KeyValue(byte[] key, byte[] value) {}
