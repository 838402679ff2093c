package dev.vitrine.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Real files that fail as they are told to. */
public final class FaultyFileStore implements FileStore {

  /** What fails from now on. */
  public enum Fault {
    DISK_FULL_BEYOND_END("No space left on device"),
    WRITE("Input/output error"),
    SYNC("Input/output error");

    private final String message;

    Fault(String message) {
      this.message = message;
    }
  }

  /** No write can begin at this place. */
  private static final long NOWHERE = -1;

  private final FileStore real;
  private volatile long badPosition = NOWHERE;
  private volatile String prefix = "";
  private final AtomicReference<@Nullable Fault> fault = new AtomicReference<>();

  public FaultyFileStore(Path directory) throws IOException {
    this.real = LocalFileStore.open(directory, true);
  }

  /** Makes this kind of operation fail on every file; null makes everything work again. */
  public void fail(@Nullable Fault what) {
    fail(what, "");
  }

  /** Makes this kind of operation fail on the files whose names begin so. */
  public void fail(@Nullable Fault what, String namePrefix) {
    prefix = namePrefix;
    fault.set(what);
  }

  /** Makes every write that begins at this place of the page file fail. */
  public void failWritesAt(long position) {
    badPosition = position;
  }

  @Override
  public Path directory() {
    return real.directory();
  }

  @Override
  public boolean exists(String name) throws IOException {
    return real.exists(name);
  }

  @Override
  public StoreFile open(String name) throws IOException {
    return new FaultyFile(name, real.open(name));
  }

  @Override
  public List<String> list() throws IOException {
    return real.list();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    real.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    real.delete(name);
  }

  @Override
  public void syncDirectory() throws IOException {
    real.syncDirectory();
  }

  @Override
  public void close() throws IOException {
    real.close();
  }

  private final class FaultyFile implements StoreFile {

    private final String name;
    private final StoreFile file;

    FaultyFile(String name, StoreFile file) {
      this.name = name;
      this.file = file;
    }

    private void failOn(Fault what) throws IOException {
      if (fault.get() == what && name.startsWith(prefix)) {
        throw new IOException(what.message);
      }
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      failOn(Fault.WRITE);
      if (position == badPosition && name.equals("pages.vtr")) {
        throw new IOException(Fault.WRITE.message);
      }
      if (position + source.remaining() > file.size()) {
        failOn(Fault.DISK_FULL_BEYOND_END);
      }
      file.write(source, position);
    }

    @Override
    public void sync() throws IOException {
      failOn(Fault.SYNC);
      file.sync();
    }

    @Override
    public void syncData() throws IOException {
      failOn(Fault.SYNC);
      file.syncData();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public boolean direct() {
      return file.direct();
    }

    @Override
    public int blockSizeBytes() {
      return file.blockSizeBytes();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
