package dev.vitrine.api.rest;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import io.swagger.v3.core.jackson.ModelResolver;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The names of {@link RestNames} for the OpenAPI document, whose schemas are made with Jackson 2
 * while the service speaks with Jackson 3.
 */
@Configuration(proxyBeanMethods = false)
class DocumentNames {

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(IfMatch.class, EntryKey.class, EntryBounds.class);
  }

  @Bean
  ModelResolver modelResolver(ObjectMapperProvider mappers) {
    ObjectMapper mapper = mappers.jsonMapper().copy();
    AnnotationIntrospector known = mapper.getSerializationConfig().getAnnotationIntrospector();
    mapper.setAnnotationIntrospector(AnnotationIntrospector.pair(new Names(), known));
    return new ModelResolver(mapper).openapi31(mappers.isOpenapi31());
  }

  private static final class Names extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object findNamingStrategy(AnnotatedClass type) {
      return RestNames.covers(type.getRawType())
          ? PropertyNamingStrategies.SnakeCaseStrategy.class
          : null;
    }

    @Override
    @Deprecated // and still what the document's schemas of enums are made by
    public String[] findEnumValues(Class<?> type, Enum<?>[] constants, String[] names) {
      return RestNames.enumNames(type, constants, names);
    }

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      return RestNames.enumNames(type.getRawType(), constants, names);
    }
  }
}
