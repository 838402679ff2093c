package dev.vitrine.bench;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A pool with emission compiled out, made from the pool's own classes: a {@code PoolMeter} whose
 * methods for what is hot have no body. So the service needs no switch, and there is no second
 * source that could differ from the first.
 *
 * <p>The look at the gate is gone, and so are the other counters. That of hits is left: the
 * replacement policy takes its time from it, with or without emission.
 */
final class SilentMeter {

  private static final String CLASS_FILE = "dev/vitrine/engine/buffer/PoolMeter.class";
  private static final Set<String> SILENCED =
      Set.of("hit", "tellsHits", "miss", "evicted", "flushed");

  private static final ClassDesc METER = ClassDesc.of("dev.vitrine.engine.buffer.PoolMeter");

  private SilentMeter() {}

  /** Writes the class below {@code directory}, which goes in front of the class path. */
  static void writeTo(Path directory) throws IOException {
    ClassModel meter;
    try (var original = SilentMeter.class.getClassLoader().getResourceAsStream(CLASS_FILE)) {
      if (original == null) {
        throw new IOException("there is no " + CLASS_FILE);
      }
      meter = ClassFile.of().parse(original.readAllBytes());
    }
    long found =
        meter.methods().stream().filter(m -> isSilenced(m.methodName().stringValue())).count();
    if (found != SILENCED.size()) {
      throw new IOException("PoolMeter has other methods than " + SILENCED);
    }
    Path target = directory.resolve(CLASS_FILE);
    Files.createDirectories(target.getParent());
    Files.write(
        target,
        ClassFile.of()
            .transformClass(
                meter,
                (builder, element) -> {
                  if (element instanceof MethodModel method
                      && isSilenced(method.methodName().stringValue())) {
                    builder.withMethodBody(
                        method.methodName(),
                        method.methodType(),
                        method.flags().flagsMask(),
                        code -> end(code, method));
                  } else {
                    builder.with(element);
                  }
                }));
  }

  /** All that a body has to do: return nothing, false, or the count of hits. */
  private static void end(CodeBuilder code, MethodModel method) {
    ClassDesc result = method.methodTypeSymbol().returnType();
    if (result.equals(ConstantDescs.CD_void)) {
      code.return_();
    } else if (result.equals(ConstantDescs.CD_long)) {
      code.aload(0)
          .invokevirtual(METER, "countHit", MethodTypeDesc.of(ConstantDescs.CD_long))
          .lreturn();
    } else {
      code.iconst_0().ireturn();
    }
  }

  private static boolean isSilenced(String method) {
    return SILENCED.contains(method);
  }
}
