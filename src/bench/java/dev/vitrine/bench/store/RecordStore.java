package dev.vitrine.bench.store;

/** A store that is measured. Thread-safe once it is open. */
interface RecordStore extends AutoCloseable {

  /** The durability of a put that has returned. */
  enum Durability {
    /** On stable storage. */
    SYNC,
    /** On stable storage some time later. */
    LATER
  }

  void put(byte[] key, byte[] value);

  /** A copy of the value. */
  byte[] get(byte[] key);

  /** Reads records in order from a key on; the bytes of keys and values that were read. */
  long scan(byte[] from, int records);

  @Override
  void close();
}
