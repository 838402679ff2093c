package dev.vitrine.engine.verify;

import java.util.BitSet;
import java.util.function.LongPredicate;

/**
 * Who owns which page, by what pages say and by what objects say. Pages of the page API have owner
 * 0 and need no claim. For one thread.
 */
public final class Claims {

  private final Findings findings;
  private final int pageSizeBytes;
  private final LongPredicate unchanged;
  private final int[] owners;

  /** Pages in use whose header could be read. */
  private final BitSet known = new BitSet();

  private final BitSet free = new BitSet();
  private final BitSet claimed = new BitSet();

  /**
   * @param pageCount pages from 0 on that are looked at
   * @param unchanged whether a page is still what it was when it was looked at; asked when
   *     something seems to be wrong with whose it is
   */
  Claims(Findings findings, int pageSizeBytes, long pageCount, LongPredicate unchanged) {
    this.findings = findings;
    this.unchanged = unchanged;
    this.pageSizeBytes = pageSizeBytes;
    this.owners = new int[Math.toIntExact(pageCount)];
  }

  /** Pages from 0 on that are looked at. */
  public long pageCount() {
    return owners.length;
  }

  /** A page was looked at, is in use and says whose it is. */
  void inUse(long pageId, long owner) {
    known.set(Math.toIntExact(pageId));
    owners[Math.toIntExact(pageId)] = (int) owner;
  }

  /** A page was looked at and is not in use. */
  void notInUse(long pageId) {
    free.set(Math.toIntExact(pageId));
  }

  /**
   * An object says that a page is its own.
   *
   * @param owner the object's number
   * @param object what it is, for people
   */
  public void claim(long pageId, long owner, String object) {
    if (pageId >= owners.length) {
      return; // It came after the look at the others.
    }
    int index = (int) pageId;
    if (claimed.get(index)) {
      ifUnchanged(FindingCode.PAGE_OWNED_TWICE, pageId, object + " has it, and so has another");
    }
    claimed.set(index);
    if (free.get(index)) {
      ifUnchanged(FindingCode.OBJECT_WRONG, pageId, object + " has it, and it is not in use");
    } else if (known.get(index) && Integer.toUnsignedLong(owners[index]) != owner) {
      ifUnchanged(
          FindingCode.OWNER_MISMATCH,
          pageId,
          "%s has it, which is object %d; it says that it belongs to %d"
              .formatted(object, owner, Integer.toUnsignedLong(owners[index])));
    }
  }

  /** Something was wrong with an object while it was walked through. */
  public void wrong(long pageId, String text) {
    findings.page(FindingCode.OBJECT_WRONG, pageId, pageSizeBytes, text);
  }

  /** After the last claim: what belongs to an object that can't reach it. */
  void tellLost() {
    for (int id = known.nextSetBit(0); id >= 0; id = known.nextSetBit(id + 1)) {
      if (owners[id] != 0 && !claimed.get(id)) {
        ifUnchanged(
            FindingCode.PAGE_LOST,
            id,
            "it belongs to object %d, and no object reaches it"
                .formatted(Integer.toUnsignedLong(owners[id])));
      }
    }
  }

  private void ifUnchanged(FindingCode code, long pageId, String text) {
    if (unchanged.test(pageId)) {
      findings.page(code, pageId, pageSizeBytes, text);
    }
  }
}
