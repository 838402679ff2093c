package planted.workload;

import planted.live.LiveThatKnowsTheApi;

/** Planted: work to watch that imports those who watch. */
public record WorkloadThatKnowsLive(LiveThatKnowsTheApi live) {}
