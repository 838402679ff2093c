package dev.vitrine.oracle;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.PageEvent.PageAllocated;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.EventJson;
import dev.vitrine.live.LiveStreams;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.Control.Gap;
import dev.vitrine.live.stream.Control.Progress;
import dev.vitrine.live.stream.FrameEncoder;
import dev.vitrine.live.stream.Sampled;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.StreamItem.ControlItem;
import dev.vitrine.live.stream.StreamItem.EventEntry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A core that is broken on purpose, at its seams: with the engine, with the transports that take
 * items, and in the bytes of a frame for those that take these.
 */
final class Tampering {

  /** What is broken. */
  enum Fault {
    NONE,
    /** Every twentieth entry reaches nobody. */
    DROPS_AN_ENTRY,
    /** Every twentieth entry has the number of the one before. */
    NUMBERS_ONE_TWICE,
    /** No gap is told. */
    FORGETS_A_GAP,
    /** Every fifth page comes into being without a word. */
    SWALLOWS_AN_EVENT
  }

  private static final int EVERY = 20;
  private static final int EVERY_PAGE = 5;

  private final FrameEncoder encoder = new EventJson(EventJson.LOCAL_SOURCE);
  private volatile Fault fault = Fault.NONE;
  private volatile String epoch = "";

  void plant(Fault planted) {
    fault = planted;
  }

  /** In front of the core as the engine sees it. */
  EventSink sink(EventSink core) {
    return new EventSink() {
      @Override
      public boolean wants(HotVariant variant) {
        return core.wants(variant);
      }

      @Override
      public void emit(StorageEvent event) {
        boolean swallowed =
            fault == Fault.SWALLOWS_AN_EVENT
                && event instanceof PageAllocated page
                && page.pageId() % EVERY_PAGE == 0;
        if (!swallowed) {
          core.emit(event);
        }
      }
    };
  }

  /** The epoch that the broken core is in. */
  void epoch(String current) {
    epoch = current;
  }

  /** A frame that is to vanish is one that only moves the cursor. */
  FrameEncoder encoder() {
    return new FrameEncoder() {
      @Override
      public byte[] event(StorageEvent event, long sequence) {
        boolean hit = sequence != NO_SEQUENCE && sequence % EVERY == 0;
        if (hit && fault == Fault.DROPS_AN_ENTRY) {
          return control(new Progress(epoch, sequence), event.timestampMicros());
        }
        boolean twice = hit && fault == Fault.NUMBERS_ONE_TWICE;
        return encoder.event(event, twice ? sequence - 1 : sequence);
      }

      @Override
      public byte[] sampled(EventFamily family, Sampled sampled, long sequence) {
        return encoder.sampled(family, sampled, sequence);
      }

      @Override
      public byte[] control(Control word, long timestampMicros) {
        boolean forgotten = fault == Fault.FORGETS_A_GAP && word instanceof Gap;
        return encoder.control(forgotten ? new Progress(epoch, 0) : word, timestampMicros);
      }
    };
  }

  /** In front of the core as the transports see it, whatever methods they use. */
  LiveStreams streams(LiveStreams core) {
    return (LiveStreams)
        Proxy.newProxyInstance(
            LiveStreams.class.getClassLoader(),
            new Class<?>[] {LiveStreams.class},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(core, arguments);
                return result instanceof Flux<?> flux
                    ? flux.concatMapIterable(this::pass, 1)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** What becomes of an item, or of a list of them: nothing or one. */
  private List<Object> pass(Object emitted) {
    if (emitted instanceof List<?> batch) {
      List<StreamItem> passed = new ArrayList<>();
      for (Object item : batch) {
        StreamItem left = passItem((StreamItem) item);
        if (left != null) {
          passed.add(left);
        }
      }
      return passed.isEmpty() ? List.of() : List.of(passed);
    }
    if (emitted instanceof StreamItem item) {
      StreamItem left = passItem(item);
      return left == null ? List.of() : List.of(left);
    }
    return List.of(emitted);
  }

  private @Nullable StreamItem passItem(StreamItem item) {
    return switch (fault) {
      case NONE, SWALLOWS_AN_EVENT -> item;
      case DROPS_AN_ENTRY -> item instanceof EventEntry e && isHit(e) ? null : item;
      case NUMBERS_ONE_TWICE -> item instanceof EventEntry e && isHit(e) ? renumbered(e) : item;
      case FORGETS_A_GAP ->
          item instanceof ControlItem word && word.control() instanceof Gap ? null : item;
    };
  }

  private static boolean isHit(EventEntry entry) {
    return entry.sequence() % EVERY == 0;
  }

  private StreamItem renumbered(EventEntry entry) {
    long wrong = entry.sequence() - 1;
    return new EventEntry(wrong, entry.event(), encoder.event(entry.event(), wrong));
  }
}
