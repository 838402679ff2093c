package dev.vitrine.bench.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.KeyRange;
import org.lmdbjava.Txn;

/** LMDB: a transaction for each put; a read transaction for each thread, renewed for each get. */
final class LmdbStore implements RecordStore {

  private static final long MAP_BYTES = 16L << 30;
  private static final int READERS = 64;

  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> records;

  private record Reader(Txn<ByteBuffer> transaction, ByteBuffer key) {}

  private record Writer(ByteBuffer key, ByteBuffer value) {}

  private final ThreadLocal<Reader> readers;
  private final ThreadLocal<Writer> writers =
      ThreadLocal.withInitial(
          () -> new Writer(ByteBuffer.allocateDirect(64), ByteBuffer.allocateDirect(1024)));

  LmdbStore(Path directory, Durability durability) {
    EnvFlags[] flags =
        durability == Durability.SYNC
            ? new EnvFlags[] {EnvFlags.MDB_NOTLS}
            : new EnvFlags[] {EnvFlags.MDB_NOTLS, EnvFlags.MDB_NOSYNC};
    env =
        Env.create()
            .setMapSize(MAP_BYTES)
            .setMaxReaders(READERS)
            .setMaxDbs(1)
            .open(directory.toFile(), flags);
    records = env.openDbi("records", DbiFlags.MDB_CREATE);
    readers =
        ThreadLocal.withInitial(() -> {
          Txn<ByteBuffer> transaction = env.txnRead();
          transaction.reset();
          return new Reader(transaction, ByteBuffer.allocateDirect(64));
        });
  }

  @Override
  public void put(byte[] key, byte[] value) {
    Writer writer = writers.get();
    writer.key.clear().put(key).flip();
    writer.value.clear().put(value).flip();
    records.put(writer.key, writer.value);
  }

  @Override
  public byte[] get(byte[] key) {
    Reader reader = readers.get();
    reader.transaction.renew();
    try {
      reader.key.clear().put(key).flip();
      ByteBuffer found = records.get(reader.transaction, reader.key);
      byte[] value = new byte[found.remaining()];
      found.get(value);
      return value;
    } finally {
      reader.transaction.reset();
    }
  }

  @Override
  public long scan(byte[] from, int count) {
    Reader reader = readers.get();
    reader.transaction.renew();
    try {
      reader.key.clear().put(from).flip();
      long bytes = 0;
      int left = count;
      try (CursorIterable<ByteBuffer> found =
          records.iterate(reader.transaction, KeyRange.atLeast(reader.key))) {
        for (CursorIterable.KeyVal<ByteBuffer> record : found) {
          byte[] key = new byte[record.key().remaining()];
          record.key().get(key);
          byte[] value = new byte[record.val().remaining()];
          record.val().get(value);
          bytes += key.length + value.length;
          if (--left == 0) {
            break;
          }
        }
      }
      return bytes;
    } finally {
      reader.transaction.reset();
    }
  }

  @Override
  public void close() {
    // Readers' transactions belong to their threads; the process ends right after.
    env.sync(true);
  }
}
