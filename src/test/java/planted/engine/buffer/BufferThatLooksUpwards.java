package planted.engine.buffer;

import planted.engine.tier.Tier;

/** Planted: buffer imports tier. */
public record BufferThatLooksUpwards(Tier above) {}
