package planted.engine.verify;

import planted.engine.tier.Tier;

/** Planted: verify imports tier. */
public record VerifyThatLooksUpwards(Tier above) {}
