package dev.vitrine.engine.verify;

/**
 * A kind of objects that own pages. A new kind of object adds a class of this to the list that
 * {@link StorageVerifier} is given.
 */
public interface OwnedPages {

  /**
   * Claims every page that an object of this kind can reach, and tells what is wrong with the
   * objects themselves. Called after every page was looked at.
   */
  void claim(Claims claims);
}
