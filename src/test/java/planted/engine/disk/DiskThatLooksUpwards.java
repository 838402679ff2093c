package planted.engine.disk;

import planted.engine.buffer.BufferThatLooksUpwards;

/** Planted: disk imports buffer. */
public record DiskThatLooksUpwards(BufferThatLooksUpwards above) {}
