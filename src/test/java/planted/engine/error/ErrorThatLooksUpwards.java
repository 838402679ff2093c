package planted.engine.error;

import planted.engine.file.FileThatLooksUpwards;

/** Planted: error imports file. */
public record ErrorThatLooksUpwards(FileThatLooksUpwards above) {}
