package dev.vitrine.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the code to {@link HouseRules}, and each rule to a class that breaks it. */
class ArchitectureTest {

  private static final String ROOT = "dev.vitrine";
  private static final String PLANTED = "planted";

  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);
  private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages(PLANTED);

  static List<HouseRule> rules() {
    return HouseRules.under(ROOT);
  }

  static List<HouseRule> rulesForOffenders() {
    return HouseRules.under(PLANTED);
  }

  @ParameterizedTest
  @MethodSource("rules")
  @DisplayName("the code keeps to the rule")
  void codeKeepsToTheRule(HouseRule rule) {
    assertThat(rule.check(SERVICE).getDetails()).as(rule.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rulesForOffenders")
  @DisplayName("the rule catches the class that was planted to break it")
  void ruleCatchesThePlantedViolation(HouseRule rule) {
    assertThat(rule.check(OFFENDERS).getDetails())
        .as(rule.toString())
        .anySatisfy(detail -> assertThat(detail).contains(rule.offender()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "engine", "workload", "live", "live.stream", "api"})
  @DisplayName("there is a floor for the rules to look at")
  void floorExists(String floor) {
    assertThat(SERVICE.containPackage(ROOT + "." + floor)).isTrue();
  }
}
