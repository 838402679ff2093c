package dev.vitrine.api.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the document says of {@link EntryBounds}. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = EntryBounds.START,
    in = ParameterIn.QUERY,
    description = "The lowest key to give; none for the first. In both directions.",
    schema = @Schema(type = "string"))
@Parameter(
    name = EntryBounds.END,
    in = ParameterIn.QUERY,
    description = "The first key above those to give; none for all up to the last.",
    schema = @Schema(type = "string"))
@Parameter(
    name = EntryBounds.PREFIX,
    in = ParameterIn.QUERY,
    description = "What the keys to give begin with, within start and end if these are given.",
    schema = @Schema(type = "string"))
@Parameter(
    name = KeyEncoding.PARAMETER,
    in = ParameterIn.QUERY,
    description = KeyEncoding.DESCRIPTION,
    schema =
        @Schema(
            type = "string",
            allowableValues = {"text", "base64url", "hex"},
            defaultValue = KeyEncoding.DEFAULT))
@interface EntryBoundsParameters {}
