package planted.engine.log;

import planted.engine.tree.TreeThatKnowsTheLog;

/** Planted: the other half of a cycle. */
public record LogThatKnowsTheTree(TreeThatKnowsTheLog tree) {}
