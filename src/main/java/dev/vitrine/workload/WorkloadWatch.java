package dev.vitrine.workload;

import java.util.concurrent.CompletionStage;

/** A look at one workload, which stays good when the service has forgotten it. Thread-safe. */
public interface WorkloadWatch {

  /** The workload now. */
  WorkloadProgress progress();

  /** Its last progress, once it has ended; completed by a thread of the workload. */
  CompletionStage<WorkloadProgress> end();
}
