package dev.vitrine.engine.file;

import dev.vitrine.engine.file.FaultRule.Effect;
import dev.vitrine.engine.file.FileOperation.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Files that go wrong as they are told to, and a record of everything that was asked of them. Over
 * real files, or over a {@link MemoryDisk} that can crash. What is left to chance comes from a
 * seed.
 */
public final class FaultyFileStore implements FileStore {

  /** What fails from now on. */
  public enum Fault {
    DISK_FULL_BEYOND_END,
    WRITE,
    SYNC
  }

  private static final String IO_ERROR = "Input/output error";
  private static final String DISK_FULL = "No space left on device";
  private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** No write can begin at this place. */
  private static final long NOWHERE = -1;

  private static final class Pending {
    final FaultRule rule;
    int seen;

    Pending(FaultRule rule) {
      this.rule = rule;
    }
  }

  private final FileStore real;
  private final Random random;
  private final List<Pending> rules = new ArrayList<>();
  private final List<FileOperation> record = new ArrayList<>();
  private boolean recording;
  private volatile boolean powerOff;
  private volatile long badPosition = NOWHERE;
  private volatile boolean fullBeyondEnd;
  private volatile String fullPrefix = "";

  /** Real files. */
  public FaultyFileStore(Path directory) throws IOException {
    this(LocalFileStore.open(directory, true), 1);
  }

  public FaultyFileStore(FileStore real, long seed) {
    this.real = real;
    this.random = new Random(seed);
  }

  /** Makes this kind of operation fail on every file; null makes everything work again. */
  public void fail(@Nullable Fault what) {
    fail(what, "");
  }

  /** Makes this kind of operation fail on the files whose names begin so. */
  public synchronized void fail(@Nullable Fault what, String prefix) {
    rules.clear();
    fullBeyondEnd = what == Fault.DISK_FULL_BEYOND_END;
    fullPrefix = prefix;
    if (what == Fault.WRITE) {
      inject(FaultRule.always(Effect.IO_ERROR, prefix, Kind.WRITE));
    } else if (what == Fault.SYNC) {
      inject(FaultRule.always(Effect.IO_ERROR, prefix, Kind.SYNC, Kind.SYNC_DATA));
    }
  }

  /** Makes every write that begins at this place of the page file fail. */
  public void failWritesAt(long position) {
    badPosition = position;
  }

  /** Adds a rule; counting begins now. */
  public synchronized void inject(FaultRule rule) {
    rules.add(new Pending(rule));
  }

  /** From now on nothing works. */
  public void powerOff() {
    powerOff = true;
  }

  public boolean isPowerOff() {
    return powerOff;
  }

  /** Keeps a record of what is asked from now on. */
  public synchronized void startRecord() {
    record.clear();
    recording = true;
  }

  /** Puts a line of a test's own into the record. */
  public void note(String what) {
    done(Kind.NOTE, what, began(), 0, new byte[0], false);
  }

  public synchronized List<FileOperation> record() {
    return List.copyOf(record);
  }

  private synchronized int began() {
    return record.size();
  }

  private synchronized void done(
      Kind kind, String file, int began, long position, byte[] bytes, boolean failed) {
    if (recording) {
      record.add(new FileOperation(kind, file, began, position, bytes, failed));
    }
  }

  /** What is to go wrong with an operation; null when nothing is. */
  private synchronized @Nullable Effect effect(Kind kind, String name) {
    Effect effect = null;
    for (Pending pending : rules) {
      if (pending.rule.meant(kind, name)) {
        int before = pending.seen++;
        if (before >= pending.rule.after()
            && before - pending.rule.after() < pending.rule.times()) {
          effect = pending.rule.effect();
        }
      }
    }
    return effect;
  }

  private synchronized int chance(int bound) {
    return random.nextInt(bound);
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private interface Action {
    void run() throws IOException;
  }

  private void doing(Kind kind, String name, Action action) throws IOException {
    call(
        kind,
        name,
        () -> {
          action.run();
          return true;
        });
  }

  private <T> T call(Kind kind, String name, Call<T> call) throws IOException {
    return call(kind, name, 0, new byte[0], call, effect -> failure(effect));
  }

  private interface Failing {
    /** Does the damage, and returns what is thrown; null when nobody says so. */
    @Nullable IOException with(Effect effect) throws IOException;
  }

  private <T> T call(
      Kind kind, String name, long position, byte[] bytes, Call<T> call, Failing failing)
      throws IOException {
    if (powerOff) {
      throw off();
    }
    int began = began();
    boolean failed = true;
    try {
      Effect effect = effect(kind, name);
      if (effect == Effect.POWER_OFF) {
        loseThePower(call);
      } else if (effect == Effect.DELAY) {
        LockSupport.parkNanos(DELAY_NANOS);
      } else if (effect != null) {
        IOException failure = failing.with(effect);
        if (failure != null) {
          throw failure;
        }
      }
      T result = call.run();
      failed = false;
      return result;
    } finally {
      done(kind, name, began, position, bytes, failed);
    }
  }

  private <T> void loseThePower(Call<T> call) throws IOException {
    if (chance(2) == 0) {
      call.run();
    }
    powerOff = true;
    throw off();
  }

  private static IOException off() {
    return new IOException("the power is off");
  }

  private static @Nullable IOException failure(Effect effect) {
    return switch (effect) {
      case IO_ERROR, SHORT_WRITE, TORN_WRITE -> new IOException(IO_ERROR);
      case DISK_FULL -> new IOException(DISK_FULL);
      case BIT_FLIP, DELAY, LIE, POWER_OFF -> null;
    };
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
    return call(Kind.OPEN, name, () -> new FaultyFile(name, real.open(name)));
  }

  @Override
  public List<String> list() throws IOException {
    return real.list();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    doing(Kind.RENAME, from + " " + to, () -> real.rename(from, to));
  }

  @Override
  public void delete(String name) throws IOException {
    doing(Kind.DELETE, name, () -> real.delete(name));
  }

  @Override
  public void syncDirectory() throws IOException {
    doing(Kind.SYNC_DIRECTORY, "", real::syncDirectory);
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

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      ByteBuffer copy = target.duplicate();
      boolean[] flip = new boolean[1];
      call(
          Kind.READ,
          name,
          position,
          new byte[0],
          () -> {
            file.read(target, position);
            return true;
          },
          effect -> {
            flip[0] = effect == Effect.BIT_FLIP;
            return failure(effect);
          });
      if (flip[0]) {
        int at = copy.position() + chance(copy.remaining());
        copy.put(at, (byte) (copy.get(at) ^ (1 << chance(8))));
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      byte[] bytes = new byte[source.remaining()];
      source.duplicate().get(bytes);
      call(
          Kind.WRITE,
          name,
          position,
          bytes,
          () -> {
            requireRoom(position, bytes.length);
            file.write(source, position);
            return true;
          },
          effect -> spoil(effect, source, position));
    }

    private void requireRoom(long position, int length) throws IOException {
      if (position == badPosition && name.equals("pages.vtr")) {
        throw new IOException(IO_ERROR);
      }
      if (fullBeyondEnd && name.startsWith(fullPrefix) && position + length > file.size()) {
        throw new IOException(DISK_FULL);
      }
    }

    /** Brings a part of a write, or a wrong one, into the file. */
    private @Nullable IOException spoil(Effect effect, ByteBuffer source, long position)
        throws IOException {
      int sectors = Math.max(1, source.remaining() / MemoryFile.SECTOR_BYTES);
      int unit = file.direct() ? file.blockSizeBytes() : MemoryFile.SECTOR_BYTES;
      switch (effect) {
        case SHORT_WRITE -> part(source, position, 0, chance(sectors) * MemoryFile.SECTOR_BYTES);
        case TORN_WRITE -> {
          for (int at = 0; at + unit <= source.remaining(); at += unit) {
            if (chance(2) == 0) {
              part(source, position, at, unit);
            }
          }
        }
        case BIT_FLIP -> {
          int at = source.position() + chance(source.remaining());
          source.put(at, (byte) (source.get(at) ^ (1 << chance(8))));
        }
        case IO_ERROR, DISK_FULL, DELAY, LIE, POWER_OFF -> {}
      }
      return failure(effect);
    }

    private void part(ByteBuffer source, long position, int from, int length) throws IOException {
      int unit = file.direct() ? file.blockSizeBytes() : 1;
      int whole = length / unit * unit;
      if (whole > 0) {
        file.write(source.slice(source.position() + from, whole), position + from);
      }
    }

    @Override
    public void sync() throws IOException {
      sync(Kind.SYNC, file::sync);
    }

    @Override
    public void syncData() throws IOException {
      sync(Kind.SYNC_DATA, file::syncData);
    }

    private void sync(Kind kind, Action action) throws IOException {
      boolean[] lie = new boolean[1];
      call(
          kind,
          name,
          0,
          new byte[0],
          () -> {
            if (!lie[0]) {
              action.run();
            }
            return true;
          },
          effect -> {
            lie[0] = effect == Effect.LIE;
            if (!lie[0] && file instanceof MemoryFile.Handle memory) {
              memory.failSync(new Random(chance(Integer.MAX_VALUE)));
            }
            return failure(effect);
          });
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
