package dev.vitrine.engine.file;

import dev.vitrine.engine.file.FileOperation.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which operations of a {@link FaultyFileStore} go wrong, and how.
 *
 * @param kinds the operations meant
 * @param prefix of the names of the files meant
 * @param after how many of these go well first
 * @param times how many of them go wrong then
 */
public record FaultRule(Set<Kind> kinds, String prefix, int after, int times, Effect effect) {

  /** What goes wrong. */
  public enum Effect {
    IO_ERROR,
    DISK_FULL,
    /** A write ends early with an error; its beginning is there. */
    SHORT_WRITE,
    /** A write fails; some of its sectors are there. */
    TORN_WRITE,
    /** A bit of what is read or written is another one, and nobody says so. */
    BIT_FLIP,
    /** It takes a while. */
    DELAY,
    /** A sync is told as done and is not. */
    LIE,
    /** The power goes: before it, or after it but before it is told. Nothing works any more. */
    POWER_OFF
  }

  public static final int ALWAYS = Integer.MAX_VALUE;

  /** One operation of this kind, after so many that go well. */
  public static FaultRule once(Effect effect, int after, String prefix, Kind kind, Kind... more) {
    return new FaultRule(EnumSet.of(kind, more), prefix, after, 1, effect);
  }

  /** Every operation of this kind. */
  public static FaultRule always(Effect effect, String prefix, Kind kind, Kind... more) {
    return new FaultRule(EnumSet.of(kind, more), prefix, 0, ALWAYS, effect);
  }

  /** The power goes at the n-th operation of any kind. */
  public static FaultRule powerOff(int after) {
    return new FaultRule(
        EnumSet.complementOf(EnumSet.of(Kind.NOTE)), "", after, 1, Effect.POWER_OFF);
  }

  boolean meant(Kind kind, String name) {
    return kinds.contains(kind) && name.startsWith(prefix);
  }
}
