package dev.vitrine.api.rest;

import java.util.regex.Pattern;
import org.springframework.format.FormatterRegistry;

/**
 * Reads numbers and booleans of paths and queries as JSON would: no hexadecimal, no blanks, no NaN,
 * no {@code yes}.
 */
final class StrictNumbers {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private StrictNumbers() {}

  static void register(FormatterRegistry registry) {
    registry.addConverter(String.class, Long.class, text -> Long.valueOf(check(text, WHOLE)));
    registry.addConverter(String.class, Integer.class, text -> Integer.valueOf(check(text, WHOLE)));
    registry.addConverter(String.class, Double.class, text -> Double.valueOf(check(text, DECIMAL)));
    registry.addConverter(String.class, Boolean.class, StrictNumbers::bool);
  }

  private static String check(String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw new NumberFormatException("not a number: " + text);
    }
    return text;
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("not a boolean: " + text);
    };
  }
}
