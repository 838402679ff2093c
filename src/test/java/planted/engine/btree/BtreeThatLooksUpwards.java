package planted.engine.btree;

import planted.engine.tier.Tier;

/** Planted: btree imports tier. */
public record BtreeThatLooksUpwards(Tier above) {}
