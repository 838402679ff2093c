package dev.vitrine.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page of 4,096 bytes: 48 of header, so 4,048 for slots of 4 bytes each and records. */
class SlottedPageTest {

  private final MemorySegment memory = MemorySegment.ofArray(new byte[4096]);
  private SlottedPage page;

  @BeforeEach
  void emptyPage() {
    PageHeader.format(memory, 7, PageType.SLOTTED, 0);
    page = SlottedPage.of(memory);
  }

  @Test
  void anEmptyPageOffersAllButItsHeader() {
    assertThat(page.contiguousBytes()).isEqualTo(4048);
    assertThat(page.maxRecordBytes()).isEqualTo(4044);
    assertThat(page.usedRatio()).isZero();
    assertThat(PageCheck.slots(memory)).isNull();
  }

  @Test
  void theLargestRecordFillsThePageToTheLastByte() {
    assertThat(page.insert(new byte[4044])).isZero();
    assertThat(page.freeBytes()).isZero();
    assertThat(page.usedRatio()).isEqualTo(1.0);
    assertThat(page.insert(new byte[0])).isEqualTo(SlottedPage.FULL);
    assertThat(PageCheck.slots(memory)).isNull();
  }

  @Test
  void oneByteTooManyIsRefusedAndChangesNothing() {
    byte[] before = memory.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    assertThat(page.insert(new byte[4045])).isEqualTo(SlottedPage.FULL);
    assertThat(memory.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE)).isEqualTo(before);
  }

  @Test
  void emptyRecordsTakeASlotOnly() {
    assertThat(page.insert(new byte[0])).isZero();
    assertThat(page.get(0)).isEmpty();
    assertThat(page.isUsed(0)).isTrue();
    assertThat(page.freeBytes()).isEqualTo(4044);
    // 4,048 / 4 slots and not one more.
    for (int i = 1; i < 1012; i++) {
      assertThat(page.insert(new byte[0])).isEqualTo(i);
    }
    assertThat(page.insert(new byte[0])).isEqualTo(SlottedPage.FULL);
    assertThat(PageCheck.slots(memory)).isNull();
  }

  @Test
  void aHoleIsUsedOnlyAfterCompactionAndSlotsStay() {
    page.insert(bytes(1000, 1));
    page.insert(bytes(1000, 2));
    page.insert(bytes(1000, 3));
    page.delete(1);
    // 4048 - 3 slots - 3000 = 1036 in one piece, 1000 in the hole.
    assertThat(page.contiguousBytes()).isEqualTo(1036);
    assertThat(page.fragmentedBytes()).isEqualTo(1000);
    assertThat(page.compact()).isEqualTo(1000);
    assertThat(page.contiguousBytes()).isEqualTo(2036);
    assertThat(page.get(0)).isEqualTo(bytes(1000, 1));
    assertThat(page.get(2)).isEqualTo(bytes(1000, 3));
    assertThat(page.isUsed(1)).isFalse();
    // The free slot is used again, so a record of all 2,036 bytes fits.
    assertThat(page.insert(bytes(2036, 4))).isEqualTo(1);
    assertThat(PageCheck.slots(memory)).isNull();
  }

  @Test
  void insertCompactsWhenOnlyTheHolesMakeRoom() {
    page.insert(bytes(2000, 1));
    page.insert(bytes(2000, 2));
    page.delete(0);
    assertThat(page.insert(bytes(2010, 3))).isZero();
    assertThat(page.fragmentedBytes()).isZero();
    assertThat(page.get(0)).isEqualTo(bytes(2010, 3));
    assertThat(page.get(1)).isEqualTo(bytes(2000, 2));
  }

  @Test
  void anUpdateKeepsItsSlotWhetherItShrinksGrowsOrEmpties() {
    page.insert(bytes(100, 1));
    page.insert(bytes(100, 2));
    for (int length : List.of(50, 3000, 0, 3940, 1)) {
      assertThat(page.update(0, bytes(length, 9))).isZero();
      assertThat(page.get(0)).isEqualTo(bytes(length, 9));
      assertThat(page.get(1)).isEqualTo(bytes(100, 2));
      assertThat(PageCheck.slots(memory)).isNull();
    }
    // 4048 - 2 slots - 100 = 3940 at most.
    assertThat(page.update(0, bytes(3941, 9))).isEqualTo(SlottedPage.FULL);
    assertThat(page.get(0)).isEqualTo(bytes(1, 9));
  }

  @Test
  void deletingTheLastRecordGivesTheWholePageBack() {
    page.insert(bytes(10, 1));
    page.insert(bytes(20, 2));
    page.delete(0);
    page.delete(1);
    assertThat(page.slotCount()).isZero();
    assertThat(page.contiguousBytes()).isEqualTo(4048);
  }

  @Test
  void theUpperHalfIsCountedByBytes() {
    page.insert(bytes(996, 1));
    page.insert(bytes(96, 2));
    page.insert(bytes(96, 3));
    page.insert(bytes(796, 4));
    // 1000 + 100 + 100 + 800 with slots: the first reaches half of 2,000 alone.
    assertThat(PageSplitter.upperHalf(page)).containsExactly(1, 2, 3);
  }

  @Test
  void aSplitAlwaysLeavesOneAndTakesOne() {
    page.insert(bytes(10, 1));
    page.insert(bytes(3000, 2));
    assertThat(PageSplitter.upperHalf(page)).containsExactly(1);
  }

  @Test
  void randomOperationsAgreeWithAMap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<Integer, byte[]> model = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      int slot = random.nextInt(40);
      byte[] record = bytes(random.nextInt(random.nextInt(10) == 0 ? 2000 : 150), step);
      int used = model.values().stream().mapToInt(r -> r.length).sum();
      int slots = model.keySet().stream().mapToInt(s -> s + 1).max().orElse(0);
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          int need = record.length + (model.size() < slots ? 0 : 4);
          int got = page.insert(record);
          boolean fits = used + slots * 4 + need <= 4048;
          assertThat(got != SlottedPage.FULL).as("seed %d step %d", seed, step).isEqualTo(fits);
          if (fits) {
            assertThat(model.put(got, record)).as("seed %d step %d", seed, step).isNull();
          }
        }
        case 2 -> {
          if (model.containsKey(slot)) {
            boolean fits = used - model.get(slot).length + slots * 4 + record.length <= 4048;
            assertThat(page.update(slot, record) == slot)
                .as("seed %d step %d", seed, step)
                .isEqualTo(fits);
            if (fits) {
              model.put(slot, record);
            }
          }
        }
        default -> {
          assertThat(page.isUsed(slot))
              .as("seed %d step %d", seed, step)
              .isEqualTo(model.containsKey(slot));
          if (model.remove(slot) != null) {
            page.delete(slot);
          }
        }
      }
      assertThat(PageCheck.slots(memory)).as("seed %d step %d", seed, step).isNull();
      assertThat(page.recordCount()).isEqualTo(model.size());
    }
    model.forEach(
        (slot, record) -> assertThat(page.get(slot)).as("seed %d", seed).isEqualTo(record));
  }

  private static byte[] bytes(int length, int fill) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) fill);
    return bytes;
  }
}
