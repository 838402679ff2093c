package dev.vitrine.oracle;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Pages by hand: what a kill excuses, and what it does not. */
class PageLifeTest {

  private static final Ledger.Created FIRST = new Ledger.Created(1, 10, 11);
  private static final Ledger.Created SECOND = new Ledger.Created(2, 20, 21);
  private static final Ledger.Created THIRD = new Ledger.Created(3, 30, 31);

  private final NavigableMap<Long, Told.Entry> entries = new TreeMap<>();

  @Test
  void aPageThatNobodyWasToldOfIsMissed() {
    told("PageAllocated", 1);
    told("PageAllocated", 3);

    assertMissed(false, FIRST, SECOND, THIRD);
    assertMissed(true, FIRST, SECOND, THIRD);
  }

  @Test
  void aKillExcusesWhatCameLast() {
    told("PageAllocated", 1);

    assertMissed(false, FIRST, SECOND, THIRD);
    assertFine(true, FIRST, SECOND, THIRD);
  }

  @Test
  void aPageWithTheIdOfAnEarlierOneWasNotToldByThat() {
    told("PageAllocated", 1);
    told("PageFreed", 1);
    Ledger.Created again = new Ledger.Created(1, 40, 41);

    assertMissed(false, FIRST, SECOND, again);
    assertFine(true, FIRST, SECOND, again);
  }

  @Test
  void aNumberThatNobodySawMayHaveBeenThePage() {
    told("PageAllocated", 1);
    entries.put(3L, entry("PageAllocated", 3));

    assertFine(false, FIRST, SECOND, THIRD);
  }

  private void told(String variant, long page) {
    entries.put(entries.size() + 1L, entry(variant, page));
  }

  private Told.Entry entry(String variant, long page) {
    return new Told.Entry(
        entries.size() + 1L, variant, new TreeMap<>(Map.of("page_id", String.valueOf(page))));
  }

  private void assertFine(boolean killed, Ledger.Created... created) {
    assertThatNoException()
        .isThrownBy(() -> new PageLife().judge(entries, List.of(created), killed));
  }

  private void assertMissed(boolean killed, Ledger.Created... created) {
    assertThatThrownBy(() -> new PageLife().judge(entries, List.of(created), killed))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("came into being");
  }
}
