package dev.vitrine.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After every test class: no buffer has been found leaked. Registered for all of them. */
public final class LeakCheck implements AfterAllCallback {

  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(BufferLeaks.take()).as("buffers that were never released").isEmpty();
  }
}
