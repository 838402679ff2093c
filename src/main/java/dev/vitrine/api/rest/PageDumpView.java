package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitrine.engine.page.PageDump;

/** A page taken apart: as JSON, or as its text. */
record PageDumpView(@JsonUnwrapped PageDump dump) implements TextView {

  @Override
  public String text() {
    return dump.text();
  }
}
