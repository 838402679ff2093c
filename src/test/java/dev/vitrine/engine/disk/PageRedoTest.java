package dev.vitrine.engine.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.disk.PageRedo.Part;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PageRedoTest {

  @Test
  void pagesAreDividedSoThatEachIsInOnePartAndNoPartIsTooLarge() {
    BitSet pages = new BitSet();
    for (int page : new int[] {2, 3, 10, 11, 12, 500, 1000}) {
      pages.set(page);
    }
    assertThat(PageRedo.parts(pages, 3))
        .containsExactly(new Part(0, 11), new Part(11, 1000), new Part(1000, Long.MAX_VALUE));
    assertThat(PageRedo.parts(pages, 7)).containsExactly(Part.ALL);
    assertThat(PageRedo.parts(new BitSet(), 7)).containsExactly(Part.ALL);
  }
}
