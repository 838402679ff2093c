package planted.unmarked;

import java.time.Duration;

/** Planted: sleeps. */
public final class Sleeper {

  public void sleep() throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(1));
  }
}
