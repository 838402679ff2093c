package planted.engine.wal;

import planted.engine.disk.DiskThatLooksUpwards;

/** Planted: wal imports disk. */
public record WalThatLooksUpwards(DiskThatLooksUpwards above) {}
