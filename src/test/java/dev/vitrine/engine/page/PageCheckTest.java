package dev.vitrine.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PageCheckTest {

  /** A good page with two records of 100 bytes, at 3,996 and 3,896. */
  private static MemorySegment goodPage() {
    MemorySegment page = MemorySegment.ofArray(new byte[4096]);
    PageHeader.format(page, 7, PageType.SLOTTED, 0);
    SlottedPage.of(page).insert(new byte[100]);
    SlottedPage.of(page).insert(new byte[100]);
    return page;
  }

  private static void assertWrong(String expected, Consumer<MemorySegment> damage) {
    MemorySegment page = goodPage();
    assertThat(PageCheck.image(page, 7, PageType.SLOTTED)).isNull();
    damage.accept(page);
    assertThat(PageCheck.image(page, 7, PageType.SLOTTED)).contains(expected);
  }

  @Test
  void aForeignMagicVersionIdOrTypeIsNamed() {
    assertWrong("magic is", page -> page.set(PageLayout.I32, PageLayout.MAGIC_AT, 1));
    assertWrong("version is 9", page -> page.set(PageLayout.I16, PageLayout.VERSION_AT, (short) 9));
    assertWrong("page id 8, not 7", page -> page.set(PageLayout.I64, PageLayout.PAGE_ID_AT, 8));
    assertWrong("is a raw page", page -> page.set(PageLayout.I8, PageLayout.TYPE_AT, (byte) 3));
  }

  @Test
  void zerosInTheHeaderStandForNotGiven() {
    MemorySegment page = goodPage();
    page.set(PageLayout.I32, PageLayout.MAGIC_AT, 0);
    page.set(PageLayout.I16, PageLayout.VERSION_AT, (short) 0);
    page.set(PageLayout.I64, PageLayout.PAGE_ID_AT, 0);
    page.set(PageLayout.I8, PageLayout.TYPE_AT, (byte) 0);
    assertThat(PageCheck.image(page, 7, PageType.SLOTTED)).isNull();
  }

  @Test
  void aBrokenSlotDirectoryIsNamed() {
    int firstSlot = PageLayout.HEADER_BYTES;
    int secondSlot = firstSlot + PageLayout.SLOT_BYTES;
    assertWrong("records begin at", page -> page.set(PageLayout.I32, PageLayout.UPPER_AT, 50));
    assertWrong("slot 0 points to", page -> page.set(PageLayout.I16, firstSlot, (short) 100));
    assertWrong("slot 0 points to", page -> page.set(PageLayout.I16, firstSlot + 2, (short) 101));
    assertWrong("overlap at 3996", page -> page.set(PageLayout.I16, secondSlot, (short) 3996));
    assertWrong(
        "the header says 3",
        page -> page.set(PageLayout.I16, PageLayout.RECORD_COUNT_AT, (short) 3));
    assertWrong(
        "records take 200 bytes, the header says 190",
        page -> page.set(PageLayout.I32, PageLayout.FRAGMENTED_AT, 10));
    assertWrong(
        "the last slot is free",
        page -> {
          page.set(PageLayout.I32, secondSlot, 0);
          page.set(PageLayout.I16, PageLayout.RECORD_COUNT_AT, (short) 1);
        });
  }

  @Test
  void theChecksumIsTheCastagnoliOne() {
    // RFC 3720, B.4: 32 bytes of zeros have CRC32C 8a9136aa; "123456789" has e3069283.
    assertThat(PageChecksum.compute(new byte[32])).isEqualTo(0x8a9136aaL);
    assertThat(
            PageChecksum.compute("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isEqualTo(0xe3069283L);
  }
}
