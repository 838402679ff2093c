package dev.vitrine.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The arrows between the floors, and the few other rules that code can be held to. They apply to
 * any root package: to the real one, and to the one with a planted violation of each.
 */
final class HouseRules {

  /** Inside the engine a package imports only what stands to the left of it. */
  private static final List<String> ENGINE_ORDER =
      List.of("error", "file", "page", "wal", "disk", "buffer", "btree", "verify");

  private static final List<String> LANGUAGE = List.of("java..", "jdk..", "org.jspecify..");
  private static final List<String> ENGINE_LIBRARIES =
      List.of("org.HdrHistogram..", "org.jctools..", "com.sun.nio.file..");
  private static final List<String> LIVE_LIBRARIES =
      List.of(
          "reactor..",
          "org.reactivestreams..",
          "tools.jackson..",
          "com.fasterxml.jackson.annotation..",
          "org.jctools..");

  private final String root;

  private HouseRules(String root) {
    this.root = root;
  }

  static List<HouseRule> under(String root) {
    return new HouseRules(root).all();
  }

  private List<HouseRule> all() {
    List<HouseRule> rules = new ArrayList<>(floors());
    rules.addAll(engineOrder());
    rules.addAll(habits());
    return rules;
  }

  private List<HouseRule> floors() {
    return List.of(
        new HouseRule("EventThatKnowsTheEngine", imports("event..", List.of(), "event..")),
        new HouseRule(
            "EngineThatKnowsSpring", imports("engine..", ENGINE_LIBRARIES, "event..", "engine..")),
        new HouseRule(
            "WorkloadThatKnowsLive",
            imports(
                "workload..", List.of("org.HdrHistogram.."), "event..", "engine..", "workload..")),
        new HouseRule(
            "LiveThatKnowsTheApi",
            imports("live..", LIVE_LIBRARIES, "event..", "engine..", "live..")),
        new HouseRule(
            "StreamThatKnowsReactor",
            imports("live.stream..", List.of("org.jctools.."), "event..", "live.stream..")),
        new HouseRule("ApiThatKnowsTheEntryPoint", nobodyImportsTheEntryPoint()));
  }

  private List<HouseRule> engineOrder() {
    List<HouseRule> rules = new ArrayList<>();
    List<String> below = new ArrayList<>(List.of("event.."));
    for (String name : ENGINE_ORDER) {
      String floor = "engine." + name + "..";
      below.add(floor);
      String offender =
          Character.toUpperCase(name.charAt(0)) + name.substring(1) + "ThatLooksUpwards";
      rules.add(
          new HouseRule(offender, imports(floor, ENGINE_LIBRARIES, below.toArray(String[]::new))));
    }
    rules.add(new HouseRule("TreeThatKnowsTheLog", noCyclesInTheEngine()));
    rules.add(new HouseRule("PartThatKnowsTheWhole", noPartOfTheEngineImportsTheWhole()));
    return rules;
  }

  private List<HouseRule> habits() {
    return List.of(
        new HouseRule("planted.util", noPackageNamedAfterNothing()),
        new HouseRule("ClassInAnUnmarkedPackage", everyPackageIsNullMarked()),
        new HouseRule("Chatterbox", NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS),
        new HouseRule("Sleeper", nobodySleeps()));
  }

  private ArchRule imports(String who, List<String> libraries, String... ours) {
    String[] allowed =
        Stream.of(LANGUAGE, libraries, Stream.of(ours).map(this::ours).toList())
            .flatMap(List::stream)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(ours(who))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }

  private ArchRule nobodyImportsTheEntryPoint() {
    return noClasses()
        .that()
        .resideInAPackage(ours("*.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root);
  }

  private ArchRule noCyclesInTheEngine() {
    return slices().matching(ours("engine.(*)..")).should().beFreeOfCycles();
  }

  private ArchRule noPartOfTheEngineImportsTheWhole() {
    return noClasses()
        .that()
        .resideInAPackage(ours("engine.*.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ours("engine"));
  }

  private ArchRule noPackageNamedAfterNothing() {
    return noClasses()
        .should()
        .resideInAnyPackage("..common..", "..util..", "..model..", "..impl..", "..helper..");
  }

  private ArchRule everyPackageIsNullMarked() {
    return classes().should(beInANullMarkedPackage());
  }

  private static ArchRule nobodySleeps() {
    return noClasses()
        .should()
        .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("sleep")));
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package whose package-info.java says @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getName() + " is not in one"));
      }
    };
  }

  private String ours(String name) {
    return root + "." + name;
  }
}
