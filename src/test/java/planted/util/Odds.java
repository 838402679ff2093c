package planted.util;

/** Planted: a class in a package that says nothing. */
public final class Odds {}
