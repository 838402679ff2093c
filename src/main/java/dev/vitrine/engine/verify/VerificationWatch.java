package dev.vitrine.engine.verify;

/** Follows a verification. Called by the thread that verifies; neither method blocks. */
public interface VerificationWatch {

  /** Nobody looks, and it goes to its end. */
  VerificationWatch NONE =
      new VerificationWatch() {
        @Override
        public void reached(long pagesDone, long pagesTotal, long findings) {
          // Nobody looks.
        }

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /** It got so far. */
  void reached(long pagesDone, long pagesTotal, long findings);

  /** Whether it is to end early; asked after every page. */
  boolean cancelled();
}
