package dev.vitrine.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Something wrong with a history that was right, at a place by chance. */
enum Mutation {
  DROPS_AN_ENTRY {
    @Override
    boolean fits(List<Told> told, int at) {
      return told.get(at) instanceof Told.Entry && isFollowed(told, at);
    }

    @Override
    void apply(List<Told> told, int at) {
      told.remove(at);
    }
  },
  TELLS_ONE_TWICE {
    @Override
    boolean fits(List<Told> told, int at) {
      return told.get(at) instanceof Told.Entry;
    }

    @Override
    void apply(List<Told> told, int at) {
      told.add(at, told.get(at));
    }
  },
  NUMBERS_ONE_TWICE {
    @Override
    boolean fits(List<Told> told, int at) {
      return at > 0 && told.get(at) instanceof Told.Entry && told.get(at - 1) instanceof Told.Entry;
    }

    @Override
    void apply(List<Told> told, int at) {
      Told.Entry entry = (Told.Entry) told.get(at);
      long before = ((Told.Entry) told.get(at - 1)).sequence();
      told.set(at, new Told.Entry(before, entry.variant(), entry.fields()));
    }
  },
  SWAPS_TWO {
    @Override
    boolean fits(List<Told> told, int at) {
      return NUMBERS_ONE_TWICE.fits(told, at);
    }

    @Override
    void apply(List<Told> told, int at) {
      told.set(at, told.set(at - 1, told.get(at)));
    }
  },
  FORGETS_A_GAP {
    @Override
    boolean fits(List<Told> told, int at) {
      return told.get(at) instanceof Told.Lost && isFollowed(told, at);
    }

    @Override
    void apply(List<Told> told, int at) {
      told.remove(at);
    }
  },
  TELLS_A_GAP_TWICE {
    @Override
    boolean fits(List<Told> told, int at) {
      return told.get(at) instanceof Told.Lost;
    }

    @Override
    void apply(List<Told> told, int at) {
      told.add(at, told.get(at));
    }
  };

  abstract boolean fits(List<Told> told, int at);

  abstract void apply(List<Told> told, int at);

  /** The history with the fault in one of the places where it can be; empty if there is none. */
  List<Told> of(List<Told> told, Random random) {
    int[] places = IntStream.range(0, told.size()).filter(at -> fits(told, at)).toArray();
    if (places.length == 0) {
      return List.of();
    }
    List<Told> mutated = new ArrayList<>(told);
    apply(mutated, places[random.nextInt(places.length)]);
    return mutated;
  }

  /** Whether the client goes on: nobody can miss what comes last. */
  private static boolean isFollowed(List<Told> told, int at) {
    return told.subList(at + 1, told.size()).stream()
        .anyMatch(next ->
            next instanceof Told.Entry
                || next instanceof Told.Progress
                || next instanceof Told.Connected);
  }
}
