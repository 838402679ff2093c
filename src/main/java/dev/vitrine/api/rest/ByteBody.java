package dev.vitrine.api.rest;

/**
 * Bytes in a request: the body itself as {@code application/octet-stream}, or base64 in the one
 * field of a JSON object.
 */
record ByteBody(byte[] data) {}
