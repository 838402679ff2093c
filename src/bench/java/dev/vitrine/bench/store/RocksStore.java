package dev.vitrine.bench.store;

import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** RocksDB with its defaults, and a block cache as large as everybody's. */
final class RocksStore implements RecordStore {

  private final Options options;
  private final WriteOptions writing;
  private final RocksDB db;

  RocksStore(Path directory, Durability durability, int cacheMiB) {
    RocksDB.loadLibrary();
    options =
        new Options()
            .setCreateIfMissing(true)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockCache(new LRUCache((long) cacheMiB << 20)));
    writing = new WriteOptions().setSync(durability == Durability.SYNC);
    try {
      db = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) {
    try {
      db.put(writing, key, value);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] get(byte[] key) {
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long scan(byte[] from, int count) {
    long bytes = 0;
    try (RocksIterator records = db.newIterator()) {
      records.seek(from);
      for (int i = 0; i < count && records.isValid(); i++) {
        bytes += records.key().length + records.value().length;
        records.next();
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    db.close();
    writing.close();
    options.close();
  }
}
