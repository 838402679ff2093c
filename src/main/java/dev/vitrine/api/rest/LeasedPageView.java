package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitrine.engine.Lease;
import dev.vitrine.engine.LeasedPage;
import io.swagger.v3.oas.annotations.media.Schema;

/** A lease and the page image that it holds. */
@Schema(name = "LeasedPage")
record LeasedPageView(@JsonUnwrapped Lease lease, byte[] data) implements BinaryView {

  static LeasedPageView of(LeasedPage leased) {
    return new LeasedPageView(leased.lease(), leased.bytes());
  }
}
