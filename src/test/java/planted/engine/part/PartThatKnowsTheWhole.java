package planted.engine.part;

import planted.engine.EngineThatKnowsSpring;

/** Planted: a part of the engine that imports the facade. */
public record PartThatKnowsTheWhole(EngineThatKnowsSpring engine) {}
