package planted.live;

import planted.api.ApiThatKnowsTheEntryPoint;

/** Planted: a publisher that imports a door. */
public record LiveThatKnowsTheApi(ApiThatKnowsTheEntryPoint api) {}
