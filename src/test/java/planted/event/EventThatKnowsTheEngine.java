package planted.event;

import planted.engine.EngineThatKnowsSpring;

/** Planted: an event that imports the engine. */
public record EventThatKnowsTheEngine(EngineThatKnowsSpring engine) {}
