package dev.vitrine.api.graphql;

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
import org.jspecify.annotations.Nullable;

/** Bytes as base64 (RFC 4648, section 4): padded, and nothing but the alphabet. */
final class BytesCoercing implements Coercing<byte[], String> {

  private static final int QUANTUM_CHARACTERS = 4;

  @Override
  public String serialize(Object value, GraphQLContext context, Locale locale) {
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    throw new CoercingSerializeException("not bytes: " + value.getClass().getName());
  }

  @Override
  public byte[] parseValue(Object input, GraphQLContext context, Locale locale) {
    byte[] bytes = input instanceof String text ? decode(text) : null;
    if (bytes == null) {
      throw new CoercingParseValueException(refusal(input));
    }
    return bytes;
  }

  @Override
  public byte[] parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    String text = input instanceof StringValue value ? value.getValue() : null;
    byte[] bytes = text == null ? null : decode(text);
    if (bytes == null) {
      throw new CoercingParseLiteralException(
          refusal(text == null ? input.getClass().getSimpleName() : text));
    }
    return bytes;
  }

  /** The JDK's decoder takes text without its padding; the schema does not. */
  private static byte @Nullable [] decode(String text) {
    if (text.length() % QUANTUM_CHARACTERS != 0) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String refusal(Object input) {
    return "'%s' is no base64 with padding".formatted(Shortened.text(input));
  }
}
