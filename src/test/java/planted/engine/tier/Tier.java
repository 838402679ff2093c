package planted.engine.tier;

/** Planted: what the buffer pool may not import. */
public final class Tier {}
