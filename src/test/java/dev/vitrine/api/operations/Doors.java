package dev.vitrine.api.operations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Asks for an operation by REST and by GraphQL. */
record Doors(int port) {

  static final String BASE = "/api/v1/storage";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final String UNKNOWN_FORM = "image/png";

  /**
   * What came back.
   *
   * @param code the problem's; empty for a success
   */
  record Answer(int status, String code, JsonNode json) {

    /** The page that the answer is about. */
    String pageId() {
      JsonNode id = json.findValue("page_id");
      return String.valueOf(id == null ? json.findValue("pageId") : id);
    }
  }

  Answer rest(Operation operation, Store store) throws IOException, InterruptedException {
    return rest(operation, store, "*/*");
  }

  /** Asks in a form that no operation has. */
  Answer restInUnknownForm(Operation operation, Store store)
      throws IOException, InterruptedException {
    return rest(operation, store, UNKNOWN_FORM);
  }

  private Answer rest(Operation operation, Store store, String accept)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(BASE + store.in(operation.pathAndQuery()), accept);
    String body = operation.body();
    if (body == null) {
      request.method(operation.method(), BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(operation.method(), BodyPublishers.ofString(store.in(body)));
    }
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    boolean isJson =
        response.headers().firstValue("Content-Type").orElse("").matches("application/.*json.*");
    JsonNode json = isJson ? JSON.readTree(response.body()) : MissingNode.getInstance();
    boolean refused = response.statusCode() >= 400;
    return new Answer(response.statusCode(), refused ? json.path("code").asString("") : "", json);
  }

  Answer graphQl(Operation operation, Store store) throws IOException, InterruptedException {
    return graphQl(store.in(operation.graphQl()));
  }

  /** Gives an argument that no operation has. */
  Answer graphQlWithUnknownArgument(Operation operation) throws IOException, InterruptedException {
    String field = operation.name();
    return graphQl(operation.graphQl().replaceFirst(field, field + "(unknown: 1)"));
  }

  Answer graphQl(String document) throws IOException, InterruptedException {
    HttpRequest request =
        request("/graphql", "application/json")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", document))))
            .build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    JsonNode json = JSON.readTree(response.body());
    String code = json.path("errors").path(0).path("extensions").path("code").asString("");
    return new Answer(response.statusCode(), code, json);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = request(path, "*/*").build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  private HttpRequest.Builder request(String path, String accept) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Accept", accept);
  }
}
