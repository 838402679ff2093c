package dev.vitrine.api.rest;

import io.swagger.v3.oas.annotations.media.Schema;

/** A record was deleted. */
@Schema(name = "RecordDeleted")
record RecordDeletedView(
    @Schema(description = "Log sequence number of the change.", example = "8812") long lsn) {}
