package dev.vitrine.api.rest;

import dev.vitrine.api.workload.WorkloadView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The workloads that the service remembers; there are never many. */
@Schema(name = "WorkloadList")
record WorkloadListView(List<WorkloadView> items) {}
