package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {

  private static final long MAX = 9_007_199_254_740_991L;
  private final BigIntCoercing bigInt = new BigIntCoercing();
  private final DateTimeCoercing dateTime = new DateTimeCoercing();
  private final BytesCoercing bytes = new BytesCoercing();

  private static Object out(Coercing<?, ?> coercing, Object value) {
    return coercing.serialize(value, GraphQLContext.getDefault(), Locale.ROOT);
  }

  private static Object in(Coercing<?, ?> coercing, Object value) {
    return coercing.parseValue(value, GraphQLContext.getDefault(), Locale.ROOT);
  }

  private static Object literal(Coercing<?, ?> coercing, Value<?> value) {
    return coercing.parseLiteral(
        value, CoercedVariables.emptyVariables(), GraphQLContext.getDefault(), Locale.ROOT);
  }

  @Test
  void aBigIntIsANumberUpToWhatADoubleHoldsExactly() {
    assertThat(out(bigInt, MAX)).isEqualTo(MAX);
    assertThat(out(bigInt, -MAX)).isEqualTo(-MAX);
    assertThatThrownBy(() -> out(bigInt, MAX + 1))
        .isInstanceOf(CoercingSerializeException.class)
        .hasMessageContaining("9007199254740992");
    assertThatThrownBy(() -> out(bigInt, Long.MIN_VALUE))
        .isInstanceOf(CoercingSerializeException.class);
  }

  @Test
  void aBigIntIsTakenAsANumberOrAsDigits() {
    assertThat(in(bigInt, 7)).isEqualTo(7L);
    assertThat(in(bigInt, MAX)).isEqualTo(MAX);
    assertThat(in(bigInt, "9007199254740991")).isEqualTo(MAX);
    assertThat(in(bigInt, "-1")).isEqualTo(-1L);
    assertThat(in(bigInt, new BigDecimal("5.0"))).isEqualTo(5L);
    assertThat(literal(bigInt, new IntValue(BigInteger.valueOf(MAX)))).isEqualTo(MAX);
    assertThat(literal(bigInt, new StringValue("12"))).isEqualTo(12L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.5", "1e3", " 1", "+1", "0x10", "9007199254740992"})
  void otherTextIsNoBigInt(String text) {
    assertThatThrownBy(() -> in(bigInt, text)).isInstanceOf(CoercingParseValueException.class);
    assertThatThrownBy(() -> literal(bigInt, new StringValue(text)))
        .isInstanceOf(CoercingParseLiteralException.class);
  }

  @Test
  void otherValuesAreNoBigInt() {
    assertThatThrownBy(() -> in(bigInt, 1.5)).isInstanceOf(CoercingParseValueException.class);
    assertThatThrownBy(() -> in(bigInt, Double.NaN))
        .isInstanceOf(CoercingParseValueException.class);
    assertThatThrownBy(() -> in(bigInt, true)).isInstanceOf(CoercingParseValueException.class);
    assertThatThrownBy(() -> literal(bigInt, new BooleanValue(true)))
        .isInstanceOf(CoercingParseLiteralException.class);
    assertThatThrownBy(() -> literal(bigInt, new FloatValue(new BigDecimal("1.0"))))
        .isInstanceOf(CoercingParseLiteralException.class);
  }

  @Test
  void aMomentHasExactlyThreeDigitsOfASecond() {
    assertThat(out(dateTime, Instant.parse("2026-11-23T20:26:09Z")))
        .isEqualTo("2026-11-23T20:26:09.000Z");
    assertThat(out(dateTime, Instant.parse("2026-11-23T20:26:09.123999Z")))
        .isEqualTo("2026-11-23T20:26:09.123Z");
  }

  @Test
  void aMomentIsTakenWithAnyOffset() {
    Instant expected = Instant.parse("2026-11-23T19:26:09.500Z");
    assertThat(in(dateTime, "2026-11-23T20:26:09.5+01:00")).isEqualTo(expected);
    assertThat(literal(dateTime, new StringValue("2026-11-23T19:26:09.500Z"))).isEqualTo(expected);
    assertThatThrownBy(() -> in(dateTime, "2026-11-23"))
        .isInstanceOf(CoercingParseValueException.class);
    assertThatThrownBy(() -> literal(dateTime, new IntValue(BigInteger.ONE)))
        .isInstanceOf(CoercingParseLiteralException.class);
  }

  @Test
  void bytesAreBase64() {
    assertThat(out(bytes, new byte[] {-1, -2})).isEqualTo("//4=");
    assertThat((byte[]) in(bytes, "//4=")).containsExactly(-1, -2);
    assertThat((byte[]) literal(bytes, new StringValue(""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AA", "AAA", "__4=", "AA==AAAA", "AAAA\n", "AA=A", "====", "AB!="})
  void otherTextIsNoBase64(String text) {
    assertThatThrownBy(() -> in(bytes, text)).isInstanceOf(CoercingParseValueException.class);
  }
}
