package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.NoSuchElementException;

/**
 * The system calls that a ring and its files need. Each answers like the kernel itself: what it
 * returns, or the error number made negative. None is marked critical, since they may block.
 * Thread-safe. A test overrides what it wants to fail.
 */
class SystemCalls {

  static final long SYS_IO_URING_SETUP = 425;
  static final long SYS_IO_URING_ENTER = 426;
  static final long SYS_IO_URING_REGISTER = 427;

  static final int PROT_READ_WRITE = 0x1 | 0x2;
  static final int MAP_SHARED_POPULATE = 0x1 | 0x8000;
  static final int EFD_CLOEXEC = 0x80000;

  private final long setupNumber;

  /** Throws with the reason in words where there can be no ring at all. */
  static SystemCalls load() throws IOException {
    return new SystemCalls(SYS_IO_URING_SETUP);
  }

  /**
   * @param setupNumber the number of {@code io_uring_setup}; another one plays a kernel without it
   */
  SystemCalls(long setupNumber) throws IOException {
    Platform.requireSupported(System.getProperty("os.name"), System.getProperty("os.arch"));
    this.setupNumber = setupNumber;
    try {
      CLibrary.link();
    } catch (ExceptionInInitializerError e) {
      throw refused(e.getCause() == null ? e : e.getCause());
    } catch (NoClassDefFoundError e) {
      // The second time that the class can't be made, Java says it like this.
      throw refused(e.getCause() == null ? e : e.getCause());
    }
  }

  /** Why linking failed, in words. */
  static IOException refused(Throwable cause) {
    Throwable root = cause;
    while (root instanceof ExceptionInInitializerError && root.getCause() != null) {
      root = root.getCause();
    }
    String text = String.valueOf(root);
    if (text.contains(IllegalCallerException.class.getName())) {
      return new IOException(
          "native access is denied: start Java with --enable-native-access=ALL-UNNAMED", cause);
    }
    return text.contains(NoSuchElementException.class.getName())
        ? new IOException("the C library lacks a function: " + root.getMessage(), cause)
        : new IOException("native calls do not work here: " + root, cause);
  }

  int setup(int entries, MemorySegment params) {
    return syscall(setupNumber, entries, params.address(), 0, 0);
  }

  /** Hands over submissions and blocks until {@code minComplete} completions are there. */
  int enter(int ringFd, int toSubmit, int minComplete, int flags) {
    return syscall(SYS_IO_URING_ENTER, ringFd, toSubmit, minComplete, flags);
  }

  int register(int ringFd, int opcode, MemorySegment argument, int count) {
    return syscall(SYS_IO_URING_REGISTER, ringFd, opcode, argument.address(), count);
  }

  private static int syscall(long number, long first, long second, long third, long fourth) {
    try {
      MemorySegment state = CLibrary.callState();
      long result =
          (long) CLibrary.SYSCALL.invokeExact(state, number, first, second, third, fourth, 0L, 0L);
      return result < 0 ? -CLibrary.errno(state) : Math.toIntExact(result);
    } catch (Throwable e) {
      throw CLibrary.impossible(e);
    }
  }

  /** Maps a part of a ring, shared, to read and write; its address. */
  long mmap(long lengthBytes, int ringFd, long offset) {
    try {
      MemorySegment state = CLibrary.callState();
      long address =
          (long)
              CLibrary.MMAP.invokeExact(
                  state, 0L, lengthBytes, PROT_READ_WRITE, MAP_SHARED_POPULATE, ringFd, offset);
      return address == -1 ? -CLibrary.errno(state) : address;
    } catch (Throwable e) {
      throw CLibrary.impossible(e);
    }
  }

  int munmap(long address, long lengthBytes) {
    try {
      MemorySegment state = CLibrary.callState();
      int result = (int) CLibrary.MUNMAP.invokeExact(state, address, lengthBytes);
      return result < 0 ? -CLibrary.errno(state) : result;
    } catch (Throwable e) {
      throw CLibrary.impossible(e);
    }
  }

  /**
   * Opens a file; may block.
   *
   * @param path the name in the system's encoding, without a zero byte
   */
  int open(byte[] path, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(path.length + 1L);
      MemorySegment.copy(path, 0, name, JAVA_BYTE, 0, path.length);
      MemorySegment state = CLibrary.callState();
      int fd = (int) CLibrary.OPEN.invokeExact(state, name, flags, mode);
      return fd < 0 ? -CLibrary.errno(state) : fd;
    } catch (Throwable e) {
      throw CLibrary.impossible(e);
    }
  }

  /** Closes a descriptor. Whatever it answers, the descriptor is gone: it must not be repeated. */
  int close(int fd) {
    try {
      MemorySegment state = CLibrary.callState();
      int result = (int) CLibrary.CLOSE.invokeExact(state, fd);
      return result < 0 ? -CLibrary.errno(state) : result;
    } catch (Throwable e) {
      throw CLibrary.impossible(e);
    }
  }

  int eventfd() {
    try {
      MemorySegment state = CLibrary.callState();
      int fd = (int) CLibrary.EVENTFD.invokeExact(state, 0, EFD_CLOEXEC);
      return fd < 0 ? -CLibrary.errno(state) : fd;
    } catch (Throwable e) {
      throw CLibrary.impossible(e);
    }
  }

  /** {@code write(2)}: how many bytes were taken. */
  long write(int fd, MemorySegment bytes) {
    try {
      MemorySegment state = CLibrary.callState();
      long count = (long) CLibrary.WRITE.invokeExact(state, fd, bytes, bytes.byteSize());
      return count < 0 ? -CLibrary.errno(state) : count;
    } catch (Throwable e) {
      throw CLibrary.impossible(e);
    }
  }
}
