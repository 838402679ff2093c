package dev.vitrine.engine;

import java.util.List;

/**
 * Used frames in the order of their numbers.
 *
 * @param nextAfter the frame to continue after, or -1 at the end
 */
public record FrameListing(List<FrameInfo> items, int nextAfter) {}
