package dev.vitrine.live;

import dev.vitrine.event.WireName;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JsonNode;

/**
 * How a record is written as JSON and read back: component names in snake case, {@link WireName}
 * enums as their text, {@code timestampMicros} as {@code timestamp} in whole seconds. Looked up by
 * reflection once for each class; writing goes through method handles straight to the generator.
 */
final class RecordShape {

  private static final String TIME_COMPONENT = "timestampMicros";
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  /** One component: its name on the wire and the handle that reads it. */
  private record Field(SerializedString name, Class<?> type, boolean isTime, MethodHandle getter) {}

  private final SerializedString variant;
  private final List<Field> fields;
  private final MethodHandle constructor;

  private RecordShape(Class<?> type) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      this.variant = new SerializedString(type.getSimpleName());
      this.constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types));
      Field[] found = new Field[components.length];
      for (int i = 0; i < found.length; i++) {
        found[i] = field(lookup, components[i]);
      }
      this.fields = List.of(found);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("not a public record: " + type, e);
    }
  }

  private static Field field(MethodHandles.Lookup lookup, RecordComponent component)
      throws IllegalAccessException {
    boolean isTime = component.getName().equals(TIME_COMPONENT);
    String name = isTime ? "timestamp" : snakeCase(component.getName());
    Class<?> type = component.getType();
    Class<?> read = type == int.class ? long.class : type.isPrimitive() ? type : Object.class;
    MethodHandle getter =
        lookup.unreflect(component.getAccessor()).asType(MethodType.methodType(read, Object.class));
    return new Field(new SerializedString(name), type, isTime, getter);
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /** The name of the record on the wire. */
  SerializedString variant() {
    return variant;
  }

  /** Writes the record as an object. */
  void write(JsonGenerator out, Object value) {
    out.writeStartObject();
    for (Field field : fields) {
      out.writeName(field.name());
      writeField(out, field, value);
    }
    out.writeEndObject();
  }

  private static void writeField(JsonGenerator out, Field field, Object value) {
    try {
      if (field.isTime()) {
        long micros = (long) field.getter().invokeExact(value);
        out.writeNumber(Math.floorDiv(micros, MICROS_PER_SECOND));
      } else if (field.type() == long.class || field.type() == int.class) {
        out.writeNumber((long) field.getter().invokeExact(value));
      } else if (field.type() == double.class) {
        out.writeNumber((double) field.getter().invokeExact(value));
      } else if (field.type() == boolean.class) {
        out.writeBoolean((boolean) field.getter().invokeExact(value));
      } else {
        writeObject(out, (Object) field.getter().invokeExact(value));
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor threw " + field.name(), e);
    }
  }

  private static void writeObject(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Long number -> out.writeNumber(number.longValue());
      case WireName named -> out.writeString(named.wireName());
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  /** Reads a record back; the time comes from outside, in microseconds. */
  Object read(JsonNode object, long timestampMicros) {
    @Nullable Object[] arguments = new @Nullable Object[fields.size()];
    for (int i = 0; i < arguments.length; i++) {
      Field field = fields.get(i);
      arguments[i] =
          field.isTime() ? timestampMicros : readField(field, object.get(field.name().getValue()));
    }
    try {
      return constructor.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the constructor of " + variant + " threw", e);
    }
  }

  private @Nullable Object readField(Field field, @Nullable JsonNode value) {
    Class<?> type = field.type();
    if (value == null) {
      throw new IllegalArgumentException(variant + " lacks " + field.name());
    }
    if (type == int.class) {
      return value.intValue();
    }
    if (type == long.class) {
      return value.longValue();
    }
    if (type == double.class) {
      return value.doubleValue();
    }
    if (type == boolean.class) {
      return value.booleanValue();
    }
    if (value.isNull()) {
      return null;
    }
    return type == Long.class ? (Object) value.longValue() : readText(type, value.stringValue());
  }

  private static Object readText(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((WireName) constant).wireName().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no " + type.getSimpleName() + ": " + text));
  }
}
