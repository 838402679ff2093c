package dev.vitrine.engine.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory in memory that knows what of it is stable. {@link #crash} leaves what a power loss
 * may leave: a write that no completed sync of its file covers is there, gone, or there in part;
 * files that were created, renamed or removed since the last sync of the directory are as they are
 * now, or as they were, in the order in which that was done. {@link #kill} ends a process only: the
 * operating system keeps what it was given, stable or not.
 *
 * <p>One engine at a time opens it, through {@link #open}; handles from before a crash or kill
 * fail.
 */
public final class MemoryDisk {

  /** A change of the directory that is not stable yet. */
  private record NameChange(String name, @Nullable MemoryFile now) {}

  private final boolean direct;
  private final Map<String, MemoryFile> names = new TreeMap<>();
  private final Map<String, MemoryFile> stableNames = new TreeMap<>();
  private final List<List<NameChange>> unstable = new ArrayList<>();
  private int life;

  /** Behaves like files that are read and written around the page cache, or like others. */
  public MemoryDisk(boolean direct) {
    this.direct = direct;
  }

  /** The directory as a process sees it that starts now. */
  public synchronized FileStore open() {
    return new Files(++life);
  }

  /** Takes the power away, and gives it back: nothing is left but what is stable, more or less. */
  public synchronized void crash(Random random) {
    life++;
    int kept = random.nextInt(unstable.size() + 1);
    unstable.subList(0, kept).forEach(change -> apply(change, stableNames));
    unstable.clear();
    names.clear();
    names.putAll(stableNames);
    names.values().forEach(file -> file.crash(random));
  }

  /** Ends the process that has the directory open. */
  public synchronized void kill() {
    life++;
  }

  /** The bytes of a file as they are read now. */
  public synchronized byte[] bytes(String name) {
    return file(name).bytes();
  }

  /** Damages a file, stable at once. */
  public synchronized void damage(String name, byte[] bytes) {
    file(name).replace(bytes);
  }

  /** Removes a file, stable at once. */
  public synchronized void remove(String name) {
    names.remove(name);
    stableNames.remove(name);
  }

  /** Puts a file there, stable at once. */
  public synchronized void put(String name, byte[] bytes) {
    MemoryFile file = new MemoryFile();
    file.replace(bytes);
    names.put(name, file);
    stableNames.put(name, file);
  }

  public synchronized List<String> names() {
    return List.copyOf(names.keySet());
  }

  /** A copy that is a disk of its own, all of it stable. */
  public synchronized MemoryDisk copy() {
    MemoryDisk copy = new MemoryDisk(direct);
    names.forEach((name, file) -> copy.put(name, file.bytes()));
    return copy;
  }

  private MemoryFile file(String name) {
    MemoryFile file = names.get(name);
    if (file == null) {
      throw new IllegalArgumentException("there is no file " + name);
    }
    return file;
  }

  private void change(NameChange... changes) {
    List<NameChange> together = List.of(changes);
    apply(together, names);
    unstable.add(together);
  }

  private static void apply(List<NameChange> changes, Map<String, MemoryFile> names) {
    for (NameChange change : changes) {
      MemoryFile now = change.now;
      if (now == null) {
        names.remove(change.name);
      } else {
        names.put(change.name, now);
      }
    }
  }

  private final class Files implements FileStore {

    private final int openedIn;

    Files(int openedIn) {
      this.openedIn = openedIn;
    }

    private void requireAlive() throws IOException {
      if (life != openedIn) {
        throw new IOException("this process is dead");
      }
    }

    @Override
    public Path directory() {
      return Path.of("/nowhere/in-memory");
    }

    @Override
    public boolean exists(String name) throws IOException {
      synchronized (MemoryDisk.this) {
        requireAlive();
        return names.containsKey(name);
      }
    }

    @Override
    public StoreFile open(String name) throws IOException {
      synchronized (MemoryDisk.this) {
        requireAlive();
        if (!names.containsKey(name)) {
          change(new NameChange(name, new MemoryFile()));
        }
        return file(name).open(direct, MemoryDisk.this, this::requireAlive);
      }
    }

    @Override
    public List<String> list() throws IOException {
      synchronized (MemoryDisk.this) {
        requireAlive();
        return names();
      }
    }

    @Override
    public void rename(String from, String to) throws IOException {
      synchronized (MemoryDisk.this) {
        requireAlive();
        if (names.containsKey(to)) {
          throw new IOException(to + " exists");
        }
        change(new NameChange(to, file(from)), new NameChange(from, null));
      }
    }

    @Override
    public void delete(String name) throws IOException {
      synchronized (MemoryDisk.this) {
        requireAlive();
        file(name);
        change(new NameChange(name, null));
      }
    }

    @Override
    public void syncDirectory() throws IOException {
      synchronized (MemoryDisk.this) {
        requireAlive();
        unstable.forEach(changes -> apply(changes, stableNames));
        unstable.clear();
      }
    }

    @Override
    public void close() {
      // Whoever opens next is another process.
    }
  }
}
