package planted.unmarked;

/** Planted: its package says nothing of nulls. */
public final class ClassInAnUnmarkedPackage {}
