package dev.vitrine.api.rest;

import dev.vitrine.api.connection.ConnectionView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the list of live connections. */
@Schema(name = "ConnectionList")
record ConnectionListView(
    List<ConnectionView> items,
    @Schema(
            description = "Give it as cursor to get the next part; null at the end.",
            types = {"string", "null"})
        @Nullable String nextCursor) {}
