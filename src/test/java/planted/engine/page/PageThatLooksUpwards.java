package planted.engine.page;

import planted.engine.wal.WalThatLooksUpwards;

/** Planted: page imports wal. */
public record PageThatLooksUpwards(WalThatLooksUpwards above) {}
