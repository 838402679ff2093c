package dev.vitrine.api;

import org.springframework.context.SmartLifecycle;

/** Begins the end of something as the first thing of a shutdown, in the last phase to start. */
public final class EndsFirst implements SmartLifecycle {

  private final Runnable end;
  private volatile boolean running;

  /**
   * @param end is called once, on the thread of the shutdown
   */
  public EndsFirst(Runnable end) {
    this.end = end;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    end.run();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** A pause is no end. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
