package dev.vitrine.live;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.FrameEncoder;
import dev.vitrine.live.stream.Sampled;
import dev.vitrine.live.stream.StreamKind;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Frames as JSON text, both ways. Encoding streams into one buffer and builds no tree; any thread.
 *
 * <pre>{@code
 * {"message_type":…, "data":{variant:{…}}, "timestamp":seconds,
 *  "timestamp_us":…, "source":…, "sequence":…}
 * }</pre>
 */
public final class EventJson implements FrameEncoder {

  /** The {@code message_type} of control frames. */
  public static final String CONTROL_MESSAGE_TYPE = "stream_control";

  /** The {@code source} of a node that stands alone. */
  public static final String LOCAL_SOURCE = "local";

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int FRAME_BYTES_TYPICAL = 256;

  private static final SerializedString MESSAGE_TYPE = new SerializedString("message_type");
  private static final SerializedString DATA = new SerializedString("data");
  private static final SerializedString TIMESTAMP = new SerializedString("timestamp");
  private static final SerializedString TIMESTAMP_US = new SerializedString("timestamp_us");
  private static final SerializedString SOURCE = new SerializedString("source");
  private static final SerializedString SEQUENCE = new SerializedString("sequence");

  private final JsonFactory json = new JsonFactory();
  private final JsonMapper mapper = new JsonMapper();
  private final String source;

  /** Frames that name {@code source} as the node they come from. */
  public EventJson(String source) {
    this.source = source;
  }

  @Override
  public byte[] event(StorageEvent event, long sequence) {
    return frame(event.family().messageType(), event, event.timestampMicros(), sequence);
  }

  @Override
  public byte[] sampled(EventFamily family, Sampled sampled, long sequence) {
    return frame(family.messageType(), sampled, sampled.timestampMicros(), sequence);
  }

  @Override
  public byte[] control(Control control, long timestampMicros) {
    return frame(CONTROL_MESSAGE_TYPE, control, timestampMicros, NO_SEQUENCE);
  }

  private byte[] frame(String messageType, Object data, long timestampMicros, long sequence) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(FRAME_BYTES_TYPICAL);
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeName(MESSAGE_TYPE).writeString(messageType);
      RecordShape shape = RecordShape.of(data.getClass());
      out.writeName(DATA).writeStartObject();
      out.writeName(shape.variant());
      shape.write(out, data);
      out.writeEndObject();
      out.writeName(TIMESTAMP).writeNumber(Math.floorDiv(timestampMicros, MICROS_PER_SECOND));
      out.writeName(TIMESTAMP_US).writeNumber(timestampMicros);
      out.writeName(SOURCE).writeString(source);
      if (sequence != NO_SEQUENCE) {
        out.writeName(SEQUENCE).writeNumber(sequence);
      }
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** Reads a frame that this class wrote; {@link IllegalArgumentException} for any other. */
  public Frame decode(byte[] frame) {
    try {
      return decode(mapper.readTree(frame));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a frame", e);
    }
  }

  private static Frame decode(JsonNode root) {
    String messageType = root.path("message_type").asString();
    Map.Entry<String, JsonNode> data = onlyProperty(root.path("data"));
    long micros =
        root.has("timestamp_us")
            ? root.path("timestamp_us").longValue()
            : root.path("timestamp").longValue() * MICROS_PER_SECOND;
    String from = root.path("source").asString(LOCAL_SOURCE);
    Long sequence = root.has("sequence") ? root.path("sequence").longValue() : null;
    if (messageType.equals(CONTROL_MESSAGE_TYPE)) {
      Control control = (Control) read(controlType(data.getKey()), data, micros);
      return new Frame.OfControl(control, micros, from);
    }
    EventFamily family = family(messageType);
    Class<?> type = eventType(family, data.getKey());
    return switch (read(type, data, micros)) {
      case StorageEvent event -> new Frame.OfEvent(event, from, sequence);
      case Sampled sampled -> new Frame.OfSampled(family, sampled, from, sequence);
      case Object other -> throw new IllegalStateException("neither event nor tally: " + other);
    };
  }

  private static Map.Entry<String, JsonNode> onlyProperty(JsonNode data) {
    if (data.size() != 1) {
      throw new IllegalArgumentException("data has one key, the variant; not " + data);
    }
    return data.properties().iterator().next();
  }

  private static Object read(Class<?> type, Map.Entry<String, JsonNode> data, long micros) {
    return RecordShape.of(type).read(data.getValue(), micros);
  }

  private static EventFamily family(String messageType) {
    return Arrays.stream(EventFamily.values())
        .filter(family -> family.messageType().equals(messageType))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no message_type: " + messageType));
  }

  private static Class<?> eventType(EventFamily family, String variant) {
    if (variant.equals(Sampled.class.getSimpleName())) {
      return Sampled.class;
    }
    return required(StreamKind.of(family).variant(variant), variant);
  }

  private static Class<?> controlType(String variant) {
    return Arrays.stream(Control.class.getPermittedSubclasses())
        .filter(type -> type.getSimpleName().equals(variant))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no control frame: " + variant));
  }

  private static Class<?> required(@Nullable Class<?> type, String variant) {
    if (type == null) {
      throw new IllegalArgumentException("no such variant: " + variant);
    }
    return type;
  }
}
