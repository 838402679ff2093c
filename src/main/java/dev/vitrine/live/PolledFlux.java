package dev.vitrine.live;

import dev.vitrine.live.stream.ClientStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * A client stream as a Flux. Items are polled only as they are asked for, so nothing waits between
 * the stream and its subscriber.
 *
 * <p><b>Thread.</b> Signals come serially, on the one thread of the scheduler that the subscriber
 * got when it subscribed; never on the thread of the streams, which it can't hold up. Reactor's
 * parallel threads are as few as processors and each is shared by many subscribers: a subscriber
 * must not block.
 */
final class PolledFlux<T> extends Flux<T> {

  /** How long a subscriber that asks for nothing may keep the stream's last word waiting. */
  static final long LAST_WORD_MILLIS_MAX = 1_000;

  private static final System.Logger LOG = System.getLogger(PolledFlux.class.getName());

  private final Function<Runnable, ClientStream<T>> open;
  private final Scheduler scheduler;

  /** Each subscriber gets a stream of its own from {@code open}, which is given the wake-up. */
  PolledFlux(Function<Runnable, ClientStream<T>> open, Scheduler scheduler) {
    this.open = open;
    this.scheduler = scheduler;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> subscriber) {
    DrainLoop<T> loop = new DrainLoop<>(subscriber, scheduler.createWorker());
    subscriber.onSubscribe(loop);
    loop.begin(open);
  }

  /** Signals are serialized by {@code rounds}: whoever raises it from 0 schedules the drain. */
  private static final class DrainLoop<T> implements Subscription {

    private final CoreSubscriber<? super T> subscriber;
    private final Scheduler.Worker worker;
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();

    private volatile @Nullable ClientStream<T> stream;
    private volatile boolean cancelled;
    private boolean lastWordTimed;
    private volatile boolean lastWordLate;

    DrainLoop(CoreSubscriber<? super T> subscriber, Scheduler.Worker worker) {
      this.subscriber = subscriber;
      this.worker = worker;
    }

    void begin(Function<Runnable, ClientStream<T>> open) {
      if (cancelled) {
        return;
      }
      try {
        stream = open.apply(this::wake);
      } catch (RuntimeException | Error e) {
        worker.dispose();
        subscriber.onError(e);
        return;
      }
      if (cancelled) {
        release();
      } else {
        wake();
      }
    }

    @Override
    public void request(long n) {
      if (Operators.validate(n)) {
        requested.accumulateAndGet(n, Operators::addCap);
        wake();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      release();
    }

    private void release() {
      ClientStream<T> held = stream;
      if (held != null) {
        held.close();
      }
      worker.dispose();
    }

    /** Never throws: the thread of the streams calls it. */
    void wake() {
      if (rounds.getAndIncrement() == 0) {
        try {
          worker.schedule(this::drain);
        } catch (RejectedExecutionException _) {
          // The worker is disposed of by release() alone: nobody is there any more.
        } catch (RuntimeException | Error e) {
          rounds.set(0); // the next wake-up tries again
          LOG.log(System.Logger.Level.ERROR, "a subscriber was not woken", e);
        }
      }
    }

    private void drain() {
      int seen = rounds.get();
      while (seen != 0) {
        ClientStream<T> open = stream;
        if (open != null) {
          round(open);
        }
        seen = rounds.addAndGet(-seen);
      }
    }

    /** Whatever goes wrong ends the subscription: one that went on would be mute. */
    private void round(ClientStream<T> open) {
      try {
        deliver(open);
      } catch (RuntimeException | Error e) {
        if (cancelled) {
          Operators.onErrorDropped(e, subscriber.currentContext());
        } else {
          cancel();
          subscriber.onError(e);
        }
      }
    }

    private void deliver(ClientStream<T> open) {
      long wanted = requested.get();
      long delivered = 0;
      while (!cancelled && !finished(open)) {
        if (delivered == wanted) {
          open.idle();
          timeLastWord(open);
          break;
        }
        T item = open.poll();
        if (item == null) {
          break;
        }
        subscriber.onNext(item);
        delivered++;
      }
      if (delivered > 0 && wanted != Long.MAX_VALUE) {
        requested.addAndGet(-delivered);
      }
    }

    private boolean finished(ClientStream<T> open) {
      boolean finished = open.done() || (lastWordLate && open.ending());
      if (finished) {
        cancel();
        subscriber.onComplete();
      }
      return finished;
    }

    private void timeLastWord(ClientStream<T> open) {
      if (open.ending() && !lastWordTimed) {
        lastWordTimed = true;
        worker.schedule(
            () -> {
              lastWordLate = true;
              wake();
            },
            LAST_WORD_MILLIS_MAX,
            TimeUnit.MILLISECONDS);
      }
    }
  }
}
