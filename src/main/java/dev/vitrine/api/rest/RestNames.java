package dev.vitrine.api.rest;

import dev.vitrine.api.connection.ConnectionView;
import dev.vitrine.api.load.LoadProgress;
import dev.vitrine.api.workload.WorkloadView;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.page.PageDump;
import dev.vitrine.engine.verify.VerificationReport;
import dev.vitrine.engine.wal.LogStatistics;
import dev.vitrine.workload.OperationKind;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON names of the engine's results, of workloads, of bulk loads, of connections and of this
 * package's types: snake_case fields, enums in lower case. Types of other packages keep their
 * names, so GraphQL, the actuator and springdoc notice nothing.
 */
public final class RestNames extends SimpleModule {

  private static final long serialVersionUID = 1L;
  private static final Set<String> PACKAGES =
      Set.of(
          RestNames.class.getPackageName(),
          PageInfo.class.getPackageName(),
          PageDump.class.getPackageName(),
          VerificationReport.class.getPackageName(),
          LogStatistics.class.getPackageName(),
          WorkloadView.class.getPackageName(),
          LoadProgress.class.getPackageName(),
          ConnectionView.class.getPackageName(),
          OperationKind.class.getPackageName());

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.insertAnnotationIntrospector(new Names());
  }

  /** Whether the type has its names from here. */
  static boolean covers(Class<?> type) {
    return PACKAGES.contains(type.getPackageName());
  }

  /** An enum constant as clients see it. */
  static String wireName(Enum<?> constant) {
    return constant instanceof OperationKind kind
        ? kind.label()
        : constant.name().toLowerCase(Locale.ROOT);
  }

  /** Fills in the names of an enum's constants, where they come from here. */
  static String[] enumNames(Class<?> type, Enum<?>[] constants, String[] names) {
    if (covers(type)) {
      for (int i = 0; i < constants.length; i++) {
        names[i] = wireName(constants[i]);
      }
    }
    return names;
  }

  private static final class Names extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object findNamingStrategy(MapperConfig<?> config, AnnotatedClass type) {
      return covers(type.getRawType()) ? PropertyNamingStrategies.SnakeCaseStrategy.class : null;
    }

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      return enumNames(type.getRawType(), constants, names);
    }
  }
}
