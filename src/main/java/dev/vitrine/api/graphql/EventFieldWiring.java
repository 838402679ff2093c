package dev.vitrine.api.graphql;

import dev.vitrine.event.StorageEvent;
import dev.vitrine.event.WireName;
import dev.vitrine.live.stream.Control;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.stereotype.Component;

/**
 * Fields of events that are not simply a component of the record: the time in seconds, and enums
 * that clients see as readable text.
 */
@Component
final class EventFieldWiring implements RuntimeWiringConfigurer {

  @Override
  public void configure(RuntimeWiring.Builder wiring) {
    eventTypes()
        .forEach(type -> {
          DataFetcher<Long> seconds = env -> event(env).timestamp();
          wiring.type(type.getSimpleName(), t -> t.dataFetcher("timestamp", seconds));
          wireTexts(wiring, type);
        });
    Arrays.stream(Control.class.getPermittedSubclasses()).forEach(type -> wireTexts(wiring, type));
  }

  private static StorageEvent event(DataFetchingEnvironment environment) {
    StorageEvent event = environment.getSource();
    return Objects.requireNonNull(event);
  }

  private static Stream<Class<?>> eventTypes() {
    return Arrays.stream(StorageEvent.class.getPermittedSubclasses())
        .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()));
  }

  private static void wireTexts(RuntimeWiring.Builder wiring, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (WireName.class.isAssignableFrom(component.getType())) {
        DataFetcher<String> text =
            env -> ((WireName) component.getAccessor().invoke(env.getSource())).wireName();
        wiring.type(type.getSimpleName(), t -> t.dataFetcher(component.getName(), text));
      }
    }
  }
}
