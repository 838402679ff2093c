package planted;

/** Planted: what nobody may import. */
public final class EntryPoint {}
