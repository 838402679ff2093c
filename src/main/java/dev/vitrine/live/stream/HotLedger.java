package dev.vitrine.live.stream;

import dev.vitrine.event.HotVariant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the promise that a hot event is an entry or is in a tally. The engine's counter says how
 * many there were, the log how many became entries; whenever the difference is not the one told
 * last, a tally is due. It does not matter where an event got lost (gate, budget, queue): what is
 * counted and is no entry is told. An event still on its way is told as not delivered, and the next
 * tally corrects it.
 *
 * <p>One thread.
 */
final class HotLedger {

  private static final class Account {
    long entries;
    long seenTold;
    long entriesTold;
  }

  private final Account[] accounts = new Account[HotVariant.values().length];

  HotLedger() {
    for (int i = 0; i < accounts.length; i++) {
      accounts[i] = new Account();
    }
  }

  /** An event became an entry. */
  void entered(HotVariant variant) {
    accounts[variant.ordinal()].entries++;
  }

  /** The tally that is due when the engine has counted {@code seenTotal}; null if none is. */
  @Nullable Sampled settle(HotVariant variant, long seenTotal, long timestampMicros) {
    Account account = accounts[variant.ordinal()];
    long missing = seenTotal - account.entries;
    boolean counterIsBehind = missing < 0;
    if (counterIsBehind || missing == account.seenTold - account.entriesTold) {
      return null;
    }
    Sampled tally =
        new Sampled(
            variant.variant(),
            seenTotal - account.seenTold,
            account.entries - account.entriesTold,
            seenTotal,
            account.entries,
            timestampMicros);
    account.seenTold = seenTotal;
    account.entriesTold = account.entries;
    return tally;
  }
}
