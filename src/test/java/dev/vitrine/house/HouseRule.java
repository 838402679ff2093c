package dev.vitrine.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.FailureReport;

/**
 * A rule that the code is held to.
 *
 * @param offender a class under {@code src/test/java/planted} that breaks it
 */
record HouseRule(String offender, ArchRule rule) {

  FailureReport check(JavaClasses classes) {
    return rule.allowEmptyShould(true).evaluate(classes).getFailureReport();
  }

  @Override
  public String toString() {
    return rule.getDescription();
  }
}
