package dev.vitrine.oracle;

import dev.vitrine.live.stream.Cursor;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to watch a stream. One more is one more class here. */
interface Transport {

  /** Sends what opens the stream; afterwards the connection is read by {@link Reading#next}. */
  Reading open(Wire wire, Interest interest, @Nullable Cursor since) throws IOException;

  /** A stream that is open. */
  interface Reading {

    /** What comes next, at least one; {@link java.io.EOFException} at the end of the stream. */
    List<Told> next() throws IOException;
  }
}
