package dev.vitrine.api.rest;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Bytes in a request: the body itself as {@code application/octet-stream}, or base64 in the one
 * field of a JSON object.
 */
@Schema(name = "Bytes")
record ByteBody(
    @Schema(
            description = "The bytes in base64 with padding (RFC 4648, section 4).",
            example = "SGVsbG8sIFZpdHJpbmUh",
            requiredMode = Schema.RequiredMode.REQUIRED)
        byte[] data) {}
