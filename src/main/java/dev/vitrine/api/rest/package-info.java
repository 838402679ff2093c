/**
 * The storage operations over HTTP: one thin controller for each part of the engine, and the forms
 * that requests and answers have. May import {@code dev.vitrine.api}, {@code
 * dev.vitrine.api.openapi}, the engine's operations and {@code dev.vitrine.live}.
 */
@NullMarked
package dev.vitrine.api.rest;

import org.jspecify.annotations.NullMarked;
