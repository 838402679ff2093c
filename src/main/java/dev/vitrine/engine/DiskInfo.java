package dev.vitrine.engine;

/** Where a file of the engine lives; sizes in bytes. */
public record DiskInfo(
    String path,
    String device,
    String fileSystem,
    int blockSizeBytes,
    long totalBytes,
    long usableBytes,
    long usedByEngineBytes,
    boolean directIo) {}
