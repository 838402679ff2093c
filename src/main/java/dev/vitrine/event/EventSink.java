package dev.vitrine.event;

/**
 * Where the storage layer tells what it did.
 *
 * <p><b>Thread.</b> Any engine thread calls, many at once, often inside the latch or lock that
 * orders the object the event is about; calls for one object arrive in the order of its changes.
 *
 * <p><b>Cost.</b> Neither method may block, throw, do I/O or call back into the engine. {@link
 * #wants} is one plain read. {@link #emit} hands the event over and returns; a sink that can't take
 * it must account for the loss itself and tell those who watch.
 *
 * <p><b>Truth.</b> An event is emitted when its effect stands. Work that was undone emits nothing.
 */
public interface EventSink {

  /** A sink that wants nothing and forgets everything. */
  EventSink NONE =
      new EventSink() {
        @Override
        public boolean wants(HotVariant variant) {
          return false;
        }

        @Override
        public void emit(StorageEvent event) {}
      };

  /**
   * Whether a hot event is worth building now. When false, the engine only counts it; the answer
   * may be late by a moment, and a sink must cope with events it no longer wants.
   */
  boolean wants(HotVariant variant);

  /** Takes an event whose effect stands. */
  void emit(StorageEvent event);
}
