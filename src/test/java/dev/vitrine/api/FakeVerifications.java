package dev.vitrine.api;

import dev.vitrine.engine.Verification;
import dev.vitrine.engine.VerificationOperations;
import dev.vitrine.engine.page.PageDump;
import java.util.List;

/** No verification ever was, and there is no page. */
public final class FakeVerifications implements VerificationOperations {

  @Override
  public Verification startVerification() {
    throw new UnsupportedOperationException("startVerification");
  }

  @Override
  public Verification getVerification(String id) {
    throw new UnsupportedOperationException("getVerification");
  }

  @Override
  public List<Verification> listVerifications() {
    return List.of();
  }

  @Override
  public Verification cancelVerification(String id) {
    throw new UnsupportedOperationException("cancelVerification");
  }

  @Override
  public PageDump dumpPage(long pageId) {
    throw new UnsupportedOperationException("dumpPage");
  }
}
