package dev.vitrine.api.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the document says of an {@link EntryKey}. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = EntryKey.FIELD,
    in = ParameterIn.PATH,
    required = true,
    description = EntryKey.DESCRIPTION,
    example = "ada",
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
@interface EntryKeyParameters {}
