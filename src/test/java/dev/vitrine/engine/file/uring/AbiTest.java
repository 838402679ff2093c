package dev.vitrine.engine.file.uring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.StructLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbiTest {

  private static final Path HEADER = Path.of("/usr/include/linux/io_uring.h");

  @TempDir Path directory;

  /** Sizes and offsets counted by hand in the kernel's header of Linux 6.1. */
  @Test
  void structsHaveTheSizesAndOffsetsOfTheHeader() {
    assertThat(Abi.SQE.byteSize()).isEqualTo(64);
    assertThat(Abi.offset(Abi.SQE, "fd")).isEqualTo(4);
    assertThat(Abi.offset(Abi.SQE, "off")).isEqualTo(8);
    assertThat(Abi.offset(Abi.SQE, "addr")).isEqualTo(16);
    assertThat(Abi.offset(Abi.SQE, "len")).isEqualTo(24);
    assertThat(Abi.offset(Abi.SQE, "user_data")).isEqualTo(32);
    assertThat(Abi.CQE.byteSize()).isEqualTo(16);
    assertThat(Abi.offset(Abi.CQE, "res")).isEqualTo(8);
    assertThat(Abi.SQRING_OFFSETS.byteSize()).isEqualTo(40);
    assertThat(Abi.CQRING_OFFSETS.byteSize()).isEqualTo(40);
    assertThat(Abi.PARAMS.byteSize()).isEqualTo(120);
    assertThat(Abi.offset(Abi.PARAMS, "features")).isEqualTo(20);
    assertThat(Abi.offset(Abi.PARAMS, "sq_off", "array")).isEqualTo(64);
    assertThat(Abi.offset(Abi.PARAMS, "cq_off", "cqes")).isEqualTo(100);
    assertThat(Abi.PROBE_OP.byteSize()).isEqualTo(8);
    assertThat(Abi.offset(Abi.PROBE, "ops")).isEqualTo(16);
  }

  @Test
  void aCompilerThatReadsTheHeaderSaysTheSame() throws Exception {
    Assumptions.assumeTrue(
        Files.exists(HEADER) && Files.isExecutable(Path.of("/usr/bin/cc")),
        () -> {
          System.out.println("skipped: no " + HEADER + " or no C compiler");
          return "no header or compiler";
        });
    Map<String, Long> ours = new LinkedHashMap<>();
    addStruct(ours, "struct io_uring_sqe", Abi.SQE, 0, "");
    addStruct(ours, "struct io_uring_cqe", Abi.CQE, 0, "");
    addStruct(ours, "struct io_sqring_offsets", Abi.SQRING_OFFSETS, 0, "");
    addStruct(ours, "struct io_cqring_offsets", Abi.CQRING_OFFSETS, 0, "");
    addStruct(ours, "struct io_uring_params", Abi.PARAMS, 0, "");
    addStruct(ours, "struct io_uring_probe_op", Abi.PROBE_OP, 0, "");
    ours.put("offsetof(struct io_uring_probe, ops)", Abi.offset(Abi.PROBE, "ops"));
    ours.put("offsetof(struct io_uring_probe, ops_len)", Abi.offset(Abi.PROBE, "ops_len"));
    addConstants(ours);
    assertThat(compiled(ours)).isEqualTo(ours);
  }

  private static void addStruct(
      Map<String, Long> ours, String name, StructLayout layout, long start, String prefix) {
    ours.put("sizeof(" + name + ")", layout.byteSize());
    layout
        .memberLayouts()
        .forEach(member ->
            member
                .name()
                .ifPresent(field ->
                    ours.put(
                        "offsetof(%s, %s%s)".formatted(name, prefix, field),
                        start + Abi.offset(layout, field))));
  }

  private static void addConstants(Map<String, Long> ours) {
    ours.put("IORING_OP_NOP", (long) Abi.IORING_OP_NOP);
    ours.put("IORING_OP_FSYNC", (long) Abi.IORING_OP_FSYNC);
    ours.put("IORING_OP_READ", (long) Abi.IORING_OP_READ);
    ours.put("IORING_OP_WRITE", (long) Abi.IORING_OP_WRITE);
    ours.put("IORING_SETUP_SINGLE_ISSUER", (long) Abi.IORING_SETUP_SINGLE_ISSUER);
    ours.put("IORING_SETUP_DEFER_TASKRUN", (long) Abi.IORING_SETUP_DEFER_TASKRUN);
    ours.put("IORING_FEAT_SINGLE_MMAP", (long) Abi.IORING_FEAT_SINGLE_MMAP);
    ours.put("IORING_FEAT_NODROP", (long) Abi.IORING_FEAT_NODROP);
    ours.put("IORING_OFF_SQ_RING", Abi.IORING_OFF_SQ_RING);
    ours.put("IORING_OFF_CQ_RING", Abi.IORING_OFF_CQ_RING);
    ours.put("IORING_OFF_SQES", Abi.IORING_OFF_SQES);
    ours.put("IORING_SQ_CQ_OVERFLOW", (long) Abi.IORING_SQ_CQ_OVERFLOW);
    ours.put("IORING_ENTER_GETEVENTS", (long) Abi.IORING_ENTER_GETEVENTS);
    ours.put("IORING_REGISTER_PROBE", (long) Abi.IORING_REGISTER_PROBE);
    ours.put("IO_URING_OP_SUPPORTED", (long) Abi.IO_URING_OP_SUPPORTED);
    ours.put("__NR_io_uring_setup", SystemCalls.SYS_IO_URING_SETUP);
    ours.put("__NR_io_uring_enter", SystemCalls.SYS_IO_URING_ENTER);
    ours.put("__NR_io_uring_register", SystemCalls.SYS_IO_URING_REGISTER);
    ours.put("PROT_READ | PROT_WRITE", (long) SystemCalls.PROT_READ_WRITE);
    ours.put("MAP_SHARED | MAP_POPULATE", (long) SystemCalls.MAP_SHARED_POPULATE);
    ours.put("EFD_CLOEXEC", (long) SystemCalls.EFD_CLOEXEC);
    ours.put("O_RDWR", (long) Platform.O_RDWR);
    ours.put("O_CREAT", (long) Platform.O_CREAT);
    ours.put("O_CLOEXEC", (long) Platform.O_CLOEXEC);
    ours.put("O_DIRECT", (long) Platform.directFlag(System.getProperty("os.arch")));
    for (Errno errno : Errno.values()) {
      ours.put(errno.name(), (long) errno.number());
    }
  }

  /** Has a C compiler evaluate the expressions. */
  private Map<String, Long> compiled(Map<String, Long> expressions)
      throws IOException, InterruptedException {
    StringBuilder program =
        new StringBuilder(
            """
            #define _GNU_SOURCE
            #include <errno.h>
            #include <fcntl.h>
            #include <linux/io_uring.h>
            #include <stddef.h>
            #include <stdio.h>
            #include <sys/eventfd.h>
            #include <sys/mman.h>
            #include <sys/syscall.h>
            int main(void) {
            """);
    for (String expression : expressions.keySet()) {
      program.append("printf(\"%%lld\\n\", (long long)(%s));\n".formatted(expression));
    }
    Path source = directory.resolve("abi.c");
    Path binary = directory.resolve("abi");
    Files.writeString(source, program.append("}\n"));
    assertThat(output("cc", "-o", binary.toString(), source.toString())).isEmpty();
    List<String> values = output(binary.toString()).lines().toList();
    Map<String, Long> theirs = new LinkedHashMap<>();
    int line = 0;
    for (String expression : expressions.keySet()) {
      theirs.put(expression, Long.parseLong(values.get(line++)));
    }
    return theirs;
  }

  @Test
  void theTextsOfErrorsAreThoseOfTheCLibrary() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "no perl to ask");
    for (Errno errno : Errno.values()) {
      assertThat(output("env", "LC_ALL=C", "perl", "-e", "$! = " + errno.number() + "; print $!"))
          .isEqualTo(Errno.text(errno.number()));
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var reader = process.inputReader()) {
      String text = reader.readAllAsString();
      assertThat(process.waitFor()).as(text).isZero();
      return text;
    }
  }
}
