package dev.vitrine.api.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as RFC 3339 in UTC with exactly three digits of a second; input may have any offset. */
final class DateTimeCoercing implements Coercing<Instant, String> {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public String serialize(Object value, GraphQLContext context, Locale locale) {
    if (value instanceof Instant moment) {
      return MILLIS.format(moment);
    }
    throw new CoercingSerializeException("not a moment: " + value.getClass().getName());
  }

  @Override
  public Instant parseValue(Object input, GraphQLContext context, Locale locale) {
    try {
      return OffsetDateTime.parse(String.valueOf(input)).toInstant();
    } catch (DateTimeException e) {
      throw new CoercingParseValueException(refusal(input), e);
    }
  }

  @Override
  public Instant parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    String text = input instanceof StringValue value ? value.getValue() : null;
    if (text == null) {
      throw new CoercingParseLiteralException(refusal(input.getClass().getSimpleName()));
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new CoercingParseLiteralException(refusal(text), e);
    }
  }

  private static String refusal(Object input) {
    return "'%s' is no DateTime: RFC 3339 such as 2026-11-23T20:26:09.000Z"
        .formatted(Shortened.text(input));
  }
}
