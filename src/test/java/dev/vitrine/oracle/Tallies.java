package dev.vitrine.oracle;

import dev.vitrine.event.HotVariant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds the tallies of one stream and epoch against its entries: each says how many entries of its
 * variant came before it, and takes up where the one before it ended.
 */
final class Tallies {

  private static final Set<String> HOT =
      Stream.of(HotVariant.values()).map(HotVariant::variant).collect(Collectors.toSet());

  private static final class Account {
    long entries;
    long seenTold;
    long deliveredTold;

    /** Whether every entry and tally of the variant was seen by somebody. */
    boolean complete = true;
  }

  private final Map<String, Account> accounts = new HashMap<>();
  private long next = 1;

  /** Goes on with what became known. */
  void follow(NavigableMap<Long, Told.Entry> entries) {
    for (Told.Entry entry : entries.tailMap(next, true).values()) {
      if (entry.sequence() != next) {
        HOT.forEach(variant -> account(variant).complete = false);
      }
      next = entry.sequence() + 1;
      if (entry.isTally()) {
        settle(account(entry.fields().get("variant")), entry);
      } else if (HOT.contains(entry.variant())) {
        account(entry.variant()).entries++;
      }
    }
  }

  private Account account(String variant) {
    return accounts.computeIfAbsent(variant, _ -> new Account());
  }

  private static void settle(Account account, Told.Entry tally) {
    long seenTotal = tally.number("seen_total");
    long deliveredTotal = tally.number("delivered_total");
    require(seenTotal >= deliveredTotal, "more was told than happened", tally);
    require(deliveredTotal >= account.entries, "entries are not counted", tally);
    if (account.complete) {
      require(deliveredTotal == account.entries, "an entry is missing", tally);
      require(seenTotal == account.seenTold + tally.number("seen"), "seen", tally);
      require(deliveredTotal == account.deliveredTold + tally.number("delivered"), "told", tally);
    }
    account.entries = deliveredTotal;
    account.seenTold = seenTotal;
    account.deliveredTold = deliveredTotal;
    account.complete = true;
  }

  private static void require(boolean holds, String what, Told.Entry tally) {
    Broken.unless(holds, "a tally is wrong, " + what, tally);
  }

  /**
   * How many events of the variant the stream accounts for: entries, and those that are told of.
   */
  long accounted(String variant) {
    Account account = account(variant);
    return account.entries + account.seenTold - account.deliveredTold;
  }

  /** How many events of all variants it accounts for. */
  long accounted() {
    return Set.copyOf(accounts.keySet()).stream().mapToLong(this::accounted).sum();
  }

  /**
   * Whether nothing that the accounts rest on is missing: of the entries, or of what replaces them.
   */
  boolean complete() {
    return accounts.values().stream().allMatch(account -> account.complete);
  }
}
