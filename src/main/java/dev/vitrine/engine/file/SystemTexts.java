package dev.vitrine.engine.file;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What the C library calls an error, in the language of this process. Java has no error numbers:
 * its exceptions carry these texts.
 */
public final class SystemTexts {

  private static final int TEXT_BYTES_MAX = 1024;

  private SystemTexts() {}

  /** The text of an error number; empty where native access is denied. */
  static Optional<String> of(int errno) {
    try {
      return Optional.of(text(errno));
    } catch (IllegalCallerException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("restricted") // strerror(3) gives a pointer; there is no other way to its text.
  private static String text(int errno) {
    Linker linker = Linker.nativeLinker();
    MethodHandle strerror =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("strerror"),
            FunctionDescriptor.of(ADDRESS, JAVA_INT));
    MemorySegment text;
    try {
      text = (MemorySegment) strerror.invokeExact(errno);
    } catch (Throwable e) {
      throw new AssertionError("strerror threw", e);
    }
    MemorySegment readable = text.reinterpret(TEXT_BYTES_MAX);
    int length = 0;
    while (readable.get(JAVA_BYTE, length) != 0) {
      length++;
    }
    // MemorySegment reads strings of a few encodings only.
    return new String(readable.asSlice(0, length).toArray(JAVA_BYTE), encoding());
  }

  /** How Java reads such texts, and writes the names of files. */
  public static Charset encoding() {
    String name = System.getProperty("sun.jnu.encoding");
    return name != null && Charset.isSupported(name)
        ? Charset.forName(name)
        : StandardCharsets.UTF_8;
  }
}
