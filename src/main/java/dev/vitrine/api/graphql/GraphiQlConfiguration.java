package dev.vitrine.api.graphql;

import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * GraphiQL at {@code /graphiql}, from files in the jar alone: Spring's bundled page would load its
 * scripts from elsewhere. The page names them relative to itself.
 */
@Configuration(proxyBeanMethods = false)
class GraphiQlConfiguration {

  @Bean
  RouterFunction<ServerResponse> graphiQlPage() {
    ClassPathResource page = new ClassPathResource("static/graphiql/index.html");
    return RouterFunctions.route()
        .GET(
            "/graphiql",
            request -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page))
        .GET(
            "/graphiql/",
            request -> ServerResponse.permanentRedirect(URI.create("../graphiql")).build())
        .build();
  }
}
