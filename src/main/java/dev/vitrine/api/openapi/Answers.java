package dev.vitrine.api.openapi;

import dev.vitrine.api.ProblemCode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an operation can answer beside its result. Problems that follow from the signature (a body,
 * a precondition, any parameter) or that every operation has are added without being named.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Answers {

  /** Problems of this operation's own. */
  ProblemCode[] problems() default {};

  /** Headers of a success. */
  AnswerHeader[] headers() default {};

  /** What a success means, in a few words. */
  String success();
}
