package dev.vitrine.api.rest;

import dev.vitrine.api.load.LoadProgress;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The bulk loads of a record file that the service remembers; there are never many. */
@Schema(name = "RecordLoadList")
record RecordLoadListView(List<LoadProgress> items) {}
