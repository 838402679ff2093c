package dev.vitrine.live.stream;

import dev.vitrine.event.HotVariant;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which hot variants are worth building now. Read by the engine for every hot event, so a look
 * costs one plain read: opaque, which on common processors is the same, but can't be hoisted out of
 * a loop.
 */
final class HotGate {

  private static final VarHandle WANTED = MethodHandles.arrayElementVarHandle(boolean[].class);

  private final boolean[] wanted = new boolean[HotVariant.values().length];

  boolean isOpen(HotVariant variant) {
    return (boolean) WANTED.getOpaque(wanted, variant.ordinal());
  }

  void set(HotVariant variant, boolean open) {
    WANTED.setOpaque(wanted, variant.ordinal(), open);
  }
}
