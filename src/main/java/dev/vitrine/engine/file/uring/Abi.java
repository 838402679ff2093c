package dev.vitrine.engine.file.uring;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/**
 * The part of {@code linux/io_uring.h} that is used here, under the kernel's own names. Members of
 * a union appear under the name that is used. The same on x86_64 and aarch64.
 */
final class Abi {

  static final int IORING_OP_NOP = 0;
  static final int IORING_OP_FSYNC = 3;
  static final int IORING_OP_READ = 22;
  static final int IORING_OP_WRITE = 23;

  static final int IORING_SETUP_SINGLE_ISSUER = 1 << 12;
  static final int IORING_SETUP_DEFER_TASKRUN = 1 << 13;

  static final int IORING_FEAT_SINGLE_MMAP = 1;
  static final int IORING_FEAT_NODROP = 1 << 1;

  static final long IORING_OFF_SQ_RING = 0;
  static final long IORING_OFF_CQ_RING = 0x8000000L;
  static final long IORING_OFF_SQES = 0x10000000L;

  static final int IORING_SQ_CQ_OVERFLOW = 1 << 1;

  static final int IORING_ENTER_GETEVENTS = 1;

  static final int IORING_REGISTER_PROBE = 8;
  static final int IO_URING_OP_SUPPORTED = 1;

  /** Submission queue entry. */
  static final StructLayout SQE =
      structLayout(
          JAVA_BYTE.withName("opcode"),
          JAVA_BYTE.withName("flags"),
          JAVA_SHORT.withName("ioprio"),
          JAVA_INT.withName("fd"),
          JAVA_LONG.withName("off"),
          JAVA_LONG.withName("addr"),
          JAVA_INT.withName("len"),
          JAVA_INT.withName("rw_flags"),
          JAVA_LONG.withName("user_data"),
          JAVA_SHORT.withName("buf_index"),
          JAVA_SHORT.withName("personality"),
          JAVA_INT.withName("splice_fd_in"),
          JAVA_LONG.withName("addr3"),
          paddingLayout(8));

  /** Completion queue entry. */
  static final StructLayout CQE =
      structLayout(
          JAVA_LONG.withName("user_data"), JAVA_INT.withName("res"), JAVA_INT.withName("flags"));

  static final StructLayout SQRING_OFFSETS =
      structLayout(
          JAVA_INT.withName("head"),
          JAVA_INT.withName("tail"),
          JAVA_INT.withName("ring_mask"),
          JAVA_INT.withName("ring_entries"),
          JAVA_INT.withName("flags"),
          JAVA_INT.withName("dropped"),
          JAVA_INT.withName("array"),
          paddingLayout(12));

  static final StructLayout CQRING_OFFSETS =
      structLayout(
          JAVA_INT.withName("head"),
          JAVA_INT.withName("tail"),
          JAVA_INT.withName("ring_mask"),
          JAVA_INT.withName("ring_entries"),
          JAVA_INT.withName("overflow"),
          JAVA_INT.withName("cqes"),
          paddingLayout(16));

  static final StructLayout PARAMS =
      structLayout(
          JAVA_INT.withName("sq_entries"),
          JAVA_INT.withName("cq_entries"),
          JAVA_INT.withName("flags"),
          JAVA_INT.withName("sq_thread_cpu"),
          JAVA_INT.withName("sq_thread_idle"),
          JAVA_INT.withName("features"),
          JAVA_INT.withName("wq_fd"),
          paddingLayout(12),
          SQRING_OFFSETS.withName("sq_off"),
          CQRING_OFFSETS.withName("cq_off"));

  static final StructLayout PROBE_OP =
      structLayout(
          JAVA_BYTE.withName("op"),
          paddingLayout(1),
          JAVA_SHORT.withName("flags"),
          paddingLayout(4));

  /** How many operations {@link #PROBE} has room for; the kernel takes no more than 256. */
  static final int PROBE_OPS_MAX = 256;

  static final StructLayout PROBE =
      structLayout(
          JAVA_BYTE.withName("last_op"),
          JAVA_BYTE.withName("ops_len"),
          paddingLayout(14),
          sequenceLayout(PROBE_OPS_MAX, PROBE_OP).withName("ops"));

  private Abi() {}

  /** Where a member lies in a struct, in bytes. */
  static long offset(StructLayout struct, String... names) {
    MemoryLayout.PathElement[] path = new MemoryLayout.PathElement[names.length];
    for (int i = 0; i < names.length; i++) {
      path[i] = groupElement(names[i]);
    }
    return struct.byteOffset(path);
  }
}
