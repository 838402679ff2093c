package dev.vitrine.oracle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that work on pages by REST, each on its own, until they are told to stop. */
final class Work implements AutoCloseable {

  private final Rest rest;
  private final Ledger ledger;
  private final List<Thread> workers = new ArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** Pages that may be gone: nobody answered. */
  private final Set<Long> uncertain = ConcurrentHashMap.newKeySet();

  /** Pages that may have come: nobody answered. */
  private final AtomicInteger unansweredCreations = new AtomicInteger();

  private volatile boolean over;
  private volatile boolean mayFail;

  Work(Rest rest, Ledger ledger, int clients, Random random) {
    this.rest = rest;
    this.ledger = ledger;
    for (int i = 0; i < clients; i++) {
      Worker worker = new Worker(new Random(random.nextLong()));
      workers.add(Thread.ofVirtual().start(worker));
    }
  }

  /** From now on the service may go away under it. */
  void expectTheEnd() {
    mayFail = true;
  }

  Set<Long> uncertain() {
    return Set.copyOf(uncertain);
  }

  int unansweredCreations() {
    return unansweredCreations.get();
  }

  @Override
  public void close() {
    over = true;
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("the work failed", failures.peek());
    }
  }

  private final class Worker implements Runnable {
    private static final int PAGES_MAX = 24;
    private static final int RECORD_BYTES_MAX = 600;

    private final Random random;
    private final List<Long> pages = new ArrayList<>();

    Worker(Random random) {
      this.random = random;
    }

    @Override
    public void run() {
      try {
        while (!over) {
          step();
        }
      } catch (IOException e) {
        if (!mayFail) {
          failures.add(e);
        }
      } catch (RuntimeException | AssertionError e) {
        failures.add(e);
      }
    }

    private void step() throws IOException {
      int dice = random.nextInt(20);
      if (pages.isEmpty() || (dice < 5 && pages.size() < PAGES_MAX)) {
        create();
        return;
      }
      long page = pages.get(random.nextInt(pages.size()));
      switch (dice) {
        case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> insert(page);
        case 9, 10 -> ask("GET", "/pages/" + page);
        case 11 -> ask("DELETE", "/pages/" + page + "/records/0");
        case 12 -> ask("POST", "/pages/" + page + "/compact");
        case 13 -> ask("POST", "/buffer-pool/pages/" + page + "/flush");
        case 14 -> ask("GET", "/io/pages/" + page);
        case 15, 16 -> split(page);
        case 17, 18 -> merge(page, pages.get(random.nextInt(pages.size())));
        default -> delete(page);
      }
    }

    private Rest.Answer ask(String method, String path) throws IOException {
      return accepted(rest.operation(method, path), path);
    }

    /** What can't be done is refused; anything else is a failure of the service. */
    private Rest.Answer accepted(Rest.Answer answer, String path) {
      if (answer.status() >= 500 && answer.status() != 503) {
        throw new AssertionError(path + " was answered by " + answer);
      }
      return answer;
    }

    private void create() throws IOException {
      long asked = System.nanoTime();
      Rest.Answer answer = creating("/pages");
      if (answer.done()) {
        came(answer.json().get("page_id").longValue(), asked);
      }
    }

    private void came(long page, long asked) {
      ledger.created(page, asked);
      pages.add(page);
    }

    private void insert(long page) throws IOException {
      byte[] record = new byte[1 + random.nextInt(RECORD_BYTES_MAX)];
      String path = "/pages/" + page + "/records";
      accepted(rest.operation("POST", path, record), path);
    }

    private void split(long page) throws IOException {
      long asked = System.nanoTime();
      Rest.Answer answer = creating("/pages/" + page + "/split");
      if (answer.done()) {
        came(answer.json().get("new_page_id").longValue(), asked);
      }
    }

    private void merge(long page, long with) throws IOException {
      if (page != with) {
        leave(with, "POST", "/pages/" + page + "/merge?with=" + with);
      }
    }

    private void delete(long page) throws IOException {
      leave(page, "DELETE", "/pages/" + page);
    }

    /** While it is not answered, nobody knows whether the page still exists. */
    private void leave(long page, String method, String path) throws IOException {
      ledger.leaving(page);
      try {
        if (ask(method, path).done()) {
          ledger.freed(page);
          pages.remove(page);
        } else {
          ledger.stays(page);
        }
      } catch (IOException e) {
        uncertain.add(page);
        throw e;
      }
    }

    private Rest.Answer creating(String path) throws IOException {
      try {
        return ask("POST", path);
      } catch (IOException e) {
        unansweredCreations.incrementAndGet();
        throw e;
      }
    }
  }
}
