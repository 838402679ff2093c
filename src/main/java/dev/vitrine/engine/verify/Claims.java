package dev.vitrine.engine.verify;

import java.util.BitSet;
import java.util.function.LongSupplier;

/**
 * Who owns which page, by what pages say and by what objects say. Pages of the page API have owner
 * 0 and need no claim. For one thread.
 */
public final class Claims {

  private final Findings findings;
  private final int pageSizeBytes;
  private final LongSupplier given;
  private final int[] owners;

  /** Pages in use whose header could be read. */
  private final BitSet known = new BitSet();

  private final BitSet free = new BitSet();
  private final BitSet claimed = new BitSet();

  /**
   * @param pageCount pages from 0 on that are looked at
   * @param given pages from 0 on that there are by now
   */
  Claims(Findings findings, int pageSizeBytes, long pageCount, LongSupplier given) {
    this.findings = findings;
    this.given = given;
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
    if (pageId >= owners.length && pageId < given.getAsLong()) {
      return; // It came after the look at the others.
    }
    if (pageId < 0 || pageId >= owners.length) {
      findings.add(
          new Finding(
              FindingCode.OBJECT_WRONG,
              pageId,
              null,
              null,
              "%s has it, and it was never given".formatted(object)));
      return;
    }
    int index = (int) pageId;
    if (claimed.get(index)) {
      found(FindingCode.PAGE_OWNED_TWICE, pageId, object + " has it, and so has another");
    }
    claimed.set(index);
    if (free.get(index)) {
      found(FindingCode.OBJECT_WRONG, pageId, object + " has it, and it is not in use");
    } else if (known.get(index) && Integer.toUnsignedLong(owners[index]) != owner) {
      found(
          FindingCode.OWNER_MISMATCH,
          pageId,
          "%s has it, which is object %d; it says that it belongs to %d"
              .formatted(object, owner, Integer.toUnsignedLong(owners[index])));
    }
  }

  /** Something is wrong with an object. */
  public void wrong(long pageId, String text) {
    found(FindingCode.OBJECT_WRONG, pageId, text);
  }

  /** After the last claim: what belongs to an object that can't reach it. */
  void tellLost() {
    for (int id = known.nextSetBit(0); id >= 0; id = known.nextSetBit(id + 1)) {
      if (owners[id] != 0 && !claimed.get(id)) {
        found(
            FindingCode.PAGE_LOST,
            id,
            "it belongs to object %d, and no object reaches it"
                .formatted(Integer.toUnsignedLong(owners[id])));
      }
    }
  }

  private void found(FindingCode code, long pageId, String text) {
    findings.page(code, pageId, pageSizeBytes, text);
  }
}
