package dev.vitrine.engine.disk;

/** Disk activity since the engine was opened; latencies in microseconds, summed over pages. */
public record IoTotals(
    long reads,
    long writes,
    long readCalls,
    long writeCalls,
    long syncs,
    long bytesRead,
    long bytesWritten,
    long readLatencyUs,
    long writeLatencyUs) {

  /** What came after an earlier reading. */
  public IoTotals since(IoTotals earlier) {
    return new IoTotals(
        reads - earlier.reads,
        writes - earlier.writes,
        readCalls - earlier.readCalls,
        writeCalls - earlier.writeCalls,
        syncs - earlier.syncs,
        bytesRead - earlier.bytesRead,
        bytesWritten - earlier.bytesWritten,
        readLatencyUs - earlier.readLatencyUs,
        writeLatencyUs - earlier.writeLatencyUs);
  }

  /** Mean latency of a read; 0 without any. */
  public double avgReadLatencyUs() {
    return reads == 0 ? 0 : (double) readLatencyUs / reads;
  }

  /** Mean latency of a write; 0 without any. */
  public double avgWriteLatencyUs() {
    return writes == 0 ? 0 : (double) writeLatencyUs / writes;
  }
}
