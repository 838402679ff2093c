package dev.vitrine.engine;

import org.HdrHistogram.Histogram;

/** How long pages took to be read and written, in microseconds; copies that are the caller's. */
public record IoLatencies(Histogram reads, Histogram writes) {}
