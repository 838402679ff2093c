package dev.vitrine.engine;

import dev.vitrine.engine.page.PageDump;
import java.util.List;

/**
 * Looking for damage while the engine works: at most one verification at a time. Thread-safe; only
 * {@link #dumpPage} blocks.
 */
public interface VerificationOperations {

  /** Verifications that have ended and can still be looked at. */
  int ENDED_VERIFICATIONS_MAX = 8;

  /** Begins to look at every page; {@code busy} while another verification goes on. */
  Verification startVerification();

  /** How far one is, and what it came to; {@code verification-not-found}. */
  Verification getVerification(String id);

  /** The one that goes on and the last that have ended, in the order of their starts. */
  List<Verification> listVerifications();

  /** Ends one early, after the page it is at; no error when it has ended. */
  Verification cancelVerification(String id);

  /**
   * What a page holds, also a damaged one, and one of the engine's: its frame if it is in one, else
   * what is stored; {@code page-not-found}, {@code io-failure}.
   */
  PageDump dumpPage(long pageId);
}
