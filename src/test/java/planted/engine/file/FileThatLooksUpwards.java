package planted.engine.file;

import planted.engine.page.PageThatLooksUpwards;

/** Planted: file imports page. */
public record FileThatLooksUpwards(PageThatLooksUpwards above) {}
