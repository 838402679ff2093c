package dev.vitrine.api.rest;

import io.swagger.v3.oas.annotations.media.Schema;

/** The checksum of bytes that a client sent. */
@Schema(name = "Checksum")
record ChecksumView(
    @Schema(description = "CRC32C, unsigned 32-bit.", example = "3808858755") long checksum,
    @Schema(description = "Bytes that went into it.", example = "9") int lengthBytes) {}
