package dev.vitrine.api.graphql;

import java.util.concurrent.atomic.AtomicLong;

/** Totals that a test sets. */
final class FakeTotals implements RunningTotals {

  final AtomicLong evictions = new AtomicLong();
  final AtomicLong pagesRead = new AtomicLong();
  final AtomicLong pagesWritten = new AtomicLong();
  final AtomicLong deviceCalls = new AtomicLong();

  @Override
  public long evictions() {
    return evictions.get();
  }

  @Override
  public long pagesRead() {
    return pagesRead.get();
  }

  @Override
  public long pagesWritten() {
    return pagesWritten.get();
  }

  @Override
  public long deviceCalls() {
    return deviceCalls.get();
  }
}
