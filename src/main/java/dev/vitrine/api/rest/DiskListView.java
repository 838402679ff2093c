package dev.vitrine.api.rest;

import dev.vitrine.engine.DiskInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Where the engine's files live. */
@Schema(name = "DiskList")
record DiskListView(List<DiskInfo> items) {}
