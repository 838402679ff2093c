package dev.vitrine.bench.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** H2's MVStore: commit and sync after each put, or its own writer in the background. */
final class MvStoreStore implements RecordStore {

  private final MVStore store;
  private final MVMap<byte[], byte[]> records;
  private final boolean sync;

  MvStoreStore(Path directory, Durability durability, int cacheMiB) {
    sync = durability == Durability.SYNC;
    store =
        new MVStore.Builder()
            .fileName(directory.resolve("records.mv").toString())
            .cacheSize(cacheMiB)
            .open();
    if (sync) {
      store.setAutoCommitDelay(0);
    }
    records =
        store.openMap(
            "records",
            new MVMap.Builder<byte[], byte[]>().keyType(new Bytes()).valueType(new Bytes()));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    records.put(key, value);
    if (sync) {
      store.commit();
      store.sync();
    }
  }

  @Override
  public byte[] get(byte[] key) {
    return records.get(key).clone();
  }

  @Override
  public long scan(byte[] from, int count) {
    long bytes = 0;
    Cursor<byte[], byte[]> cursor = records.cursor(from);
    for (int i = 0; i < count && cursor.hasNext(); i++) {
      byte[] key = cursor.next().clone();
      bytes += key.length + cursor.getValue().clone().length;
    }
    return bytes;
  }

  @Override
  public void close() {
    store.close();
  }

  /** Byte arrays by their unsigned bytes. */
  private static final class Bytes extends BasicDataType<byte[]> {

    private static final int OVERHEAD_BYTES = 24;

    @Override
    public int compare(byte[] one, byte[] other) {
      return Arrays.compareUnsigned(one, other);
    }

    @Override
    public int getMemory(byte[] bytes) {
      return OVERHEAD_BYTES + bytes.length;
    }

    @Override
    public void write(WriteBuffer buffer, byte[] bytes) {
      buffer.putVarInt(bytes.length).put(bytes);
    }

    @Override
    public byte[] read(ByteBuffer buffer) {
      byte[] bytes = new byte[DataUtils.readVarInt(buffer)];
      buffer.get(bytes);
      return bytes;
    }

    @Override
    public byte[][] createStorage(int size) {
      return new byte[size][];
    }
  }
}
