package dev.vitrine.api.operations;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the contract: how it is asked for at both doors, the event that it causes, and
 * one way to get it wrong. Texts have {@code '} for {@code "}, and names in braces for what a
 * {@link Store} puts there.
 *
 * @param given what has to have happened just before
 * @param event variant, field and value; null when it causes none
 * @param wrong what to put for some of the names so that it is refused; empty when the operation
 *     takes nothing, and is then asked for a form, or given an argument, that it does not have
 */
record Operation(
    int number,
    String name,
    String rest,
    @Nullable String body,
    int status,
    String graphQl,
    Given given,
    @Nullable List<String> event,
    Map<String, String> wrong,
    String code) {

  /** What an operation needs to have something to do. */
  enum Given {
    NOTHING,
    A_COALESCED_WRITE,
    A_QUEUED_READ
  }

  static Operation operation(int number, String name) {
    return new Operation(number, name, "", null, 0, "", Given.NOTHING, null, Map.of(), "");
  }

  Operation rest(String methodAndPath, int answers) {
    return rest(methodAndPath, null, answers);
  }

  Operation rest(String methodAndPath, @Nullable String json, int answers) {
    return new Operation(
        number, name, methodAndPath, json, answers, graphQl, given, event, wrong, code);
  }

  Operation graphQl(String document) {
    return new Operation(number, name, rest, body, status, document, given, event, wrong, code);
  }

  Operation given(Given before) {
    return new Operation(number, name, rest, body, status, graphQl, before, event, wrong, code);
  }

  Operation causes(String variant, String field, String value) {
    List<String> caused = List.of(variant, field, value);
    return new Operation(number, name, rest, body, status, graphQl, given, caused, wrong, code);
  }

  Operation refuses(Map<String, String> instead, String problem) {
    return new Operation(number, name, rest, body, status, graphQl, given, event, instead, problem);
  }

  boolean takesNothing() {
    return wrong.isEmpty();
  }

  String method() {
    return rest.substring(0, rest.indexOf(' '));
  }

  String pathAndQuery() {
    return rest.substring(rest.indexOf(' ') + 1);
  }

  String path() {
    return pathAndQuery().replaceFirst("\\?.*", "");
  }

  @Override
  public String toString() {
    return number + " " + name;
  }
}
