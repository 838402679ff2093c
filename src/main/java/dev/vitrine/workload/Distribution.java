package dev.vitrine.workload;

/** Which keys are asked for how often. */
public enum Distribution {
  /** A few keys are asked for most, theta 0.99; the popular ones are scattered over the keys. */
  ZIPFIAN("zipfian"),
  /** Every key is as likely as any other. */
  UNIFORM("uniform"),
  /** Zipfian by age: the newest key is the most popular. */
  LATEST("latest"),
  /** One key after the other, all workers together, and around again. */
  SEQUENTIAL("sequential");

  private final String label;

  Distribution(String label) {
    this.label = label;
  }

  /** The distribution as clients see it. */
  public String label() {
    return label;
  }
}
