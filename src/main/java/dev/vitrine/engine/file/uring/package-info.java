/**
 * Linux's io_uring by raw system calls: many reads and writes in flight for one thread. Imports the
 * JDK, {@code engine.error} and {@code engine.file} only.
 *
 * <p>One thread talks to a ring's kernel side; callers wait, if at all, in Java. So any thread may
 * call, virtual ones too, except where a method says otherwise. See docs/designs/io-uring.md.
 */
@NullMarked
package dev.vitrine.engine.file.uring;

import org.jspecify.annotations.NullMarked;
