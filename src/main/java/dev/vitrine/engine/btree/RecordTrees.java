package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.buffer.ReadGuard;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventClock;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The ordered record files of an engine, by name. There is no catalogue: each file has a page that
 * says what it is, and the allocation map tells which pages those are. Thread-safe; blocking.
 */
public final class RecordTrees {

  private static final System.Logger LOG = System.getLogger(RecordTrees.class.getName());

  /**
   * A file that was created.
   *
   * @param lsn of the change that made it
   */
  public record CreatedFile(FilePage file, long lsn) {}

  private final TreePages pages;
  private final Map<String, RecordTree> byName = new ConcurrentHashMap<>();

  /** Why the page of a file can't be read, by its id: any name may be that file's. */
  private final ConcurrentNavigableMap<Long, String> unreadable = new ConcurrentSkipListMap<>();

  /** Held while pages of a dropped file are freed, so that a check does not see them go. */
  private final Object dropping = new Object();

  /**
   * @param frames frames of the pool
   */
  public RecordTrees(BufferPool pool, DiskManager disk, int frames) {
    this.pages = TreePages.of(pool, disk, frames);
  }

  /**
   * Finds the files, and goes on freeing those that were dropped, unless the engine is read-only. A
   * file whose own page can't be read is passed over, and {@link #warning} says so; its pages stay
   * as they are.
   */
  public void open() {
    List<FilePage> dropped = new ArrayList<>();
    for (long fileId : fileIds()) {
      try (ReadGuard guard = pages.pool().read(fileId)) {
        FilePage file = FilePage.read(guard.memory());
        if (file.dropped()) {
          dropped.add(file);
        } else {
          byName.put(file.name(), new RecordTree(pages, file));
        }
      } catch (EngineException e) {
        unreadable.put(fileId, String.valueOf(e.getMessage()));
        LOG.log(Level.WARNING, "a record file can't be opened: " + e.getMessage());
      }
    }
    if (pages.disk().readOnly().reason() == null) {
      dropped.forEach(this::finishDrop);
    }
  }

  /** What fails is left to the next opening. */
  private void finishDrop(FilePage file) {
    TreeDrop drop = new TreeDrop(pages, file, dropping);
    try {
      while (drop.freeSome()) {
        // Until nothing is left.
      }
    } catch (EngineException e) {
      LOG.log(
          Level.WARNING,
          "record file %s, which was dropped, still takes room: %s"
              .formatted(file.name(), e.getMessage()));
    }
  }

  /** Which files could not be opened, for people; empty when all could. */
  public String warning() {
    return unreadable.isEmpty()
        ? ""
        : "%d record files can't be opened, whose names are not known: %s"
            .formatted(unreadable.size(), String.join("; ", unreadable.values()));
  }

  public TreeLimits limits() {
    return pages.limits();
  }

  /**
   * {@code invalid-request}, {@code record-file-exists}, {@code checksum-failure} as {@link #get},
   * {@code disk-full}, {@code read-only}.
   */
  public synchronized CreatedFile create(String name) {
    FilePage.requireName(name);
    if (byName.containsKey(name)) {
      throw TreeErrors.fileExists(name);
    }
    requireAllReadable(name);
    try (PageChange change = pages.pool().change()) {
      PageChange.Created own = change.create(PageType.RECORD_FILE, 0);
      long fileId = own.pageId();
      PageHeader.identify(own.memory(), fileId, PageType.RECORD_FILE, fileId);
      PageChange.Created root = change.create(PageType.TREE_LEAF, fileId);
      FilePage file = new FilePage(name, fileId, root.pageId(), EventClock.nowMicros(), false);
      file.writeTo(own.memory());
      long lsn = change.commit();
      byName.put(name, new RecordTree(pages, file));
      return new CreatedFile(file, lsn);
    }
  }

  /**
   * Hides the file from everybody, its name free for another one. Its pages are still to be freed,
   * by the one who gets the answer; what he leaves is freed at the next opening.
   */
  public TreeDrop drop(String name) {
    return new TreeDrop(pages, hide(name).file(), dropping);
  }

  private synchronized RecordTree hide(String name) {
    RecordTree tree = get(name);
    tree.drop(() -> TreeDrop.mark(pages, tree.file()));
    byName.remove(name);
    return tree;
  }

  /**
   * {@code record-file-not-found}, {@code checksum-failure} when it may be a file whose page can't
   * be read, and {@code invalid-request} for a name no file can have.
   */
  public RecordTree get(String name) {
    RecordTree tree = byName.get(name);
    if (tree == null) {
      FilePage.requireName(name);
      requireAllReadable(name);
      throw TreeErrors.fileNotFound(name);
    }
    return tree;
  }

  /** Nobody may be told that there is no such file when it may be one that can't be read. */
  private void requireAllReadable(String name) {
    Map.Entry<Long, String> file = unreadable.firstEntry();
    if (file != null) {
      throw TreeErrors.fileUnreadable(name, file.getKey(), file.getValue());
    }
  }

  /** The files after this name, in order of their names. */
  public List<FilePage> list(String after, int limit) {
    return byName.values().stream()
        .map(RecordTree::file)
        .filter(file -> file.name().compareTo(after) > 0)
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .limit(limit)
        .toList();
  }

  /** The ids of all files, ascending; of those too that are being dropped or can't be read. */
  public List<Long> fileIds() {
    List<Long> ids = new ArrayList<>();
    long id = pages.disk().nextOfType(PageType.RECORD_FILE, -1);
    while (id >= 0) {
      ids.add(id);
      id = pages.disk().nextOfType(PageType.RECORD_FILE, id);
    }
    return ids;
  }

  /**
   * Looks at every page of a file; splits and merges in it wait meanwhile, readers and changes of
   * single leaves don't. Empty when there is no such file any more.
   */
  public Optional<TreeReport> check(long fileId) {
    while (true) {
      RecordTree tree = find(fileId);
      if (tree != null) {
        try {
          return Optional.of(tree.check());
        } catch (EngineException e) {
          if (e.code() != ErrorCode.RECORD_FILE_NOT_FOUND) {
            throw e;
          }
        }
      }
      Optional<TreeReport> hidden = checkHidden(fileId);
      boolean newFile = hidden.isPresent() && !hidden.get().dropped() && find(fileId) != null;
      if (!newFile) {
        return hidden;
      }
    }
  }

  /** Waits for a file that is just being created or dropped. */
  private synchronized @Nullable RecordTree find(long fileId) {
    return byName.values().stream()
        .filter(tree -> tree.file().fileId() == fileId)
        .findAny()
        .orElse(null);
  }

  /** A file that is being dropped, or whose own page can't be read. */
  private Optional<TreeReport> checkHidden(long fileId) {
    synchronized (dropping) {
      return pages.disk().type(fileId) == PageType.RECORD_FILE
          ? Optional.of(new TreeCheck(pages.pool(), pages.disk()).check(fileId))
          : Optional.empty();
    }
  }
}
