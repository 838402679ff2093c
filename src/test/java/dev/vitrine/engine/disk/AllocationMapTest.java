package dev.vitrine.engine.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.page.PageType;
import org.junit.jupiter.api.Test;

/** What a verifier that looks at any moment may see of an id. */
class AllocationMapTest {

  private final AllocationMap map = new AllocationMap(4096);

  @Test
  void anIdThatIsAboutToBeUsedMayHaveAnyImage() {
    assertThat(map.reserve()).isEqualTo(1);
    assertThat(map.use(1)).isEqualTo(new PageUse(PageType.FREE, false, true));
    map.set(1, PageType.ALLOCATION_MAP, true);
    assertThat(map.use(1)).isEqualTo(new PageUse(PageType.ALLOCATION_MAP, true, false));
  }

  @Test
  void soMayOneThatIsBeingFreedUntilItsImageSaysSo() {
    map.set(1, PageType.ALLOCATION_MAP, true);
    map.set(map.reserve(), PageType.RAW, false);
    map.withdraw(2);
    assertThat(map.use(2)).isEqualTo(new PageUse(PageType.FREE, false, true));
    map.release(2);
    assertThat(map.use(2)).isEqualTo(new PageUse(PageType.FREE, false, true));
    map.storedAsFree(2);
    assertThat(map.use(2)).isEqualTo(new PageUse(PageType.FREE, false, false));
  }
}
