package planted.engine.tree;

import planted.engine.log.LogThatKnowsTheTree;

/** Planted: one half of a cycle. */
public record TreeThatKnowsTheLog(LogThatKnowsTheTree log) {}
