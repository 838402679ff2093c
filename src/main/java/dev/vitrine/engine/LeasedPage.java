package dev.vitrine.engine;

/** A lease and the bytes of the version it holds. */
public record LeasedPage(Lease lease, byte[] bytes) {}
