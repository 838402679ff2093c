package dev.vitrine.api.rest;

import dev.vitrine.api.Limits;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The id of the page that a path names: checked, and documented. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(description = "The page's id.", example = "1")
@Min(value = 0, message = Limits.NOT_NEGATIVE)
@Constraint(validatedBy = {})
@interface PageId {

  String message() default Limits.NOT_NEGATIVE;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
