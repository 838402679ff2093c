package dev.vitrine.api.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers that every JSON reader can hold exactly: below 2<sup>53</sup> in absolute value.
 * Input may also be a string of decimal digits.
 */
final class BigIntCoercing implements Coercing<Long, Long> {

  private static final long MAX = (1L << 53) - 1;
  private static final int DIGITS_MAX = 16;

  @Override
  public Long serialize(Object value, GraphQLContext context, Locale locale) {
    if (value instanceof Number number) {
      Long whole = exact(number);
      if (whole != null) {
        return whole;
      }
    }
    throw new CoercingSerializeException(
        "%s can't be told exactly as a JSON number: it must be whole and below 2^53"
            .formatted(value));
  }

  @Override
  public Long parseValue(Object input, GraphQLContext context, Locale locale) {
    Long whole = parse(input);
    if (whole == null) {
      throw new CoercingParseValueException(refusal(input));
    }
    return whole;
  }

  @Override
  public Long parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    Object value =
        switch (input) {
          case IntValue number -> number.getValue();
          case StringValue text -> text.getValue();
          default -> input.getClass().getSimpleName();
        };
    Long whole = parse(value);
    if (whole == null) {
      throw new CoercingParseLiteralException(refusal(value));
    }
    return whole;
  }

  @Override
  public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
    return new IntValue(BigInteger.valueOf(parseValue(input, context, locale)));
  }

  private static @Nullable Long parse(@Nullable Object input) {
    if (input instanceof Number number) {
      return exact(number);
    }
    boolean digits = input instanceof String text && text.matches("-?[0-9]{1," + DIGITS_MAX + "}");
    return digits ? exact(new BigInteger((String) input)) : null;
  }

  private static @Nullable Long exact(Number number) {
    try {
      long whole =
          switch (number) {
            case BigInteger big -> big.longValueExact();
            case BigDecimal big -> big.longValueExact();
            case Double fraction -> new BigDecimal(fraction).longValueExact();
            case Float fraction -> new BigDecimal(fraction).longValueExact();
            default -> number.longValue();
          };
      return Math.absExact(whole) <= MAX ? whole : null;
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private static String refusal(@Nullable Object input) {
    return "'%s' is no BigInt: a whole number between -%d and %d"
        .formatted(Shortened.text(input), MAX, MAX);
  }
}
