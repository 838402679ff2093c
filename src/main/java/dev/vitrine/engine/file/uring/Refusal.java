package dev.vitrine.engine.file.uring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Why the kernel makes no ring, in words for the operator. */
final class Refusal {

  private static final Path SYSCTL = Path.of("/proc/sys/kernel/io_uring_disabled");

  private Refusal() {}

  static String reason(int errno) {
    if (Errno.ENOSYS.is(errno)) {
      return "this kernel has no io_uring (Linux has it since 5.1), or a seccomp filter hides it";
    }
    if (Errno.EPERM.is(errno) || Errno.EACCES.is(errno)) {
      return "io_uring is forbidden here: by a seccomp filter, as in many containers, by a security"
          + " module, or by the sysctl kernel.io_uring_disabled"
          + sysctlValue();
    }
    if (Errno.ENOMEM.is(errno)) {
      return "no memory for a ring: before Linux 5.12 it counts as locked memory, limited by"
          + " `ulimit -l`";
    }
    return "io_uring_setup failed: " + Errno.text(errno);
  }

  static String tooOld(String since) {
    return "this kernel's io_uring is too old: Linux " + since + " or newer is needed";
  }

  private static String sysctlValue() {
    try {
      return " (which is " + Files.readString(SYSCTL).strip() + ")";
    } catch (IOException e) {
      // Kernels before 6.6 don't have it.
      return "";
    }
  }
}
