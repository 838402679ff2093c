package dev.vitrine.api.graphql;

import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;

/** Answers as plain maps. */
final class TestJson {

  static final ParameterizedTypeReference<Map<String, Object>> MAP =
      new ParameterizedTypeReference<>() {};

  private TestJson() {}
}
