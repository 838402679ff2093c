package dev.vitrine.api.rest;

import java.beans.PropertyEditorSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads numbers and booleans of paths and queries as JSON would: no hexadecimal, no blanks, no NaN,
 * no {@code yes}. Editors and not converters, because Spring tries its own lenient editors when a
 * converter refuses a text.
 */
@ControllerAdvice(basePackageClasses = StrictNumbers.class)
final class StrictNumbers {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern BOOLEAN = Pattern.compile("true|false");

  @InitBinder
  void register(WebDataBinder binder) {
    register(binder, long.class, Long.class, WHOLE, Long::valueOf);
    register(binder, int.class, Integer.class, WHOLE, Integer::valueOf);
    register(binder, double.class, Double.class, DECIMAL, Double::valueOf);
    register(binder, boolean.class, Boolean.class, BOOLEAN, Boolean::valueOf);
  }

  private static <T> void register(
      WebDataBinder binder,
      Class<T> primitive,
      Class<T> boxed,
      Pattern form,
      Function<String, T> read) {
    binder.registerCustomEditor(primitive, new Strict<>(form, read));
    binder.registerCustomEditor(boxed, new Strict<>(form, read));
  }

  private static final class Strict<T> extends PropertyEditorSupport {

    private final Pattern form;
    private final Function<String, T> read;

    Strict(Pattern form, Function<String, T> read) {
      this.form = form;
      this.read = read;
    }

    @Override
    public void setAsText(String text) {
      if (!form.matcher(text).matches()) {
        throw new IllegalArgumentException("not of the form " + form + ": " + text);
      }
      setValue(read.apply(text));
    }
  }
}
