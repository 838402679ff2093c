package dev.vitrine.bench.stream;

/**
 * Clients that a load generator plays.
 *
 * @param stalled how many of them read nothing
 */
record Clients(String path, int connections, int stalled, Subscriptions subscriptions) {

  /** What is asked for on a connection. */
  enum Subscriptions {
    /** Nothing: the path says it all. */
    NONE,
    /** A GraphQL subscription, the same for all. */
    IDENTICAL,
    /** A GraphQL subscription, another document for each. */
    DIFFERENT;

    /** The document of that connection. */
    String document(int connection) {
      String name = this == IDENTICAL ? "" : "Client" + connection;
      return ("subscription "
          + name
          + " { lsmEvents { cursor sequence timestampUs source event { __typename ... on"
          + " MemtableFlushed { treeName entries sizeBytes timestamp } ... on Gap { toSequence"
          + " dropped } } } }");
    }
  }

  static Clients ofWebSocket(int connections) {
    return new Clients(Contestant.PATH, connections, 0, Subscriptions.NONE);
  }

  static Clients ofGraphQl(int connections, Subscriptions subscriptions) {
    return new Clients("/graphql", connections, 0, subscriptions);
  }

  Clients withStalled(int clients) {
    return new Clients(path, connections + clients, clients, subscriptions);
  }
}
