package dev.vitrine.api.graphql;

import dev.vitrine.api.StrictBase64;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import java.util.Base64;
import java.util.Locale;

/** Bytes as base64 (RFC 4648, section 4): padded, and nothing but the alphabet. */
final class BytesCoercing implements Coercing<byte[], String> {

  @Override
  public String serialize(Object value, GraphQLContext context, Locale locale) {
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    throw new CoercingSerializeException("not bytes: " + value.getClass().getName());
  }

  @Override
  public byte[] parseValue(Object input, GraphQLContext context, Locale locale) {
    byte[] bytes = input instanceof String text ? StrictBase64.decode(text).orElse(null) : null;
    if (bytes == null) {
      throw new CoercingParseValueException(refusal(input));
    }
    return bytes;
  }

  @Override
  public byte[] parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    String text = input instanceof StringValue value ? value.getValue() : null;
    byte[] bytes = text == null ? null : StrictBase64.decode(text).orElse(null);
    if (bytes == null) {
      throw new CoercingParseLiteralException(
          refusal(text == null ? input.getClass().getSimpleName() : text));
    }
    return bytes;
  }

  private static String refusal(Object input) {
    return "'%s' is no base64 with padding".formatted(Shortened.text(input));
  }
}
