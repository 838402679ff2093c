package dev.vitrine.engine.file.uring;

import java.io.IOException;

/** What differs from one machine to the next. */
final class Platform {

  static final int O_RDONLY = 0;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_CLOEXEC = 0x80000;

  private static final int O_DIRECT_X86_64 = 0x4000;
  private static final int O_DIRECT_AARCH64 = 0x10000;

  private Platform() {}

  /** Throws with the reason in words where the numbers of this package don't hold. */
  static void requireSupported(String osName, String architecture) throws IOException {
    if (!osName.equals("Linux")) {
      throw new IOException("io_uring is a part of Linux, and this is " + osName);
    }
    if (!architecture.equals("amd64") && !architecture.equals("aarch64")) {
      throw new IOException("io_uring is not supported on " + architecture + " here");
    }
  }

  /** {@code O_DIRECT}, which is not the same everywhere. */
  static int directFlag(String architecture) {
    return architecture.equals("aarch64") ? O_DIRECT_AARCH64 : O_DIRECT_X86_64;
  }
}
