package planted.api;

import planted.EntryPoint;

/** Planted: a door that imports the entry point. */
public record ApiThatKnowsTheEntryPoint(EntryPoint entryPoint) {}
