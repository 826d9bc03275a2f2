package io.truthound.temporal;

/**
 * The seed of every property in the test suite: who changes one thing is told about that thing, not
 * about what another draw finds. {@code bench/soak} draws others, by writing another number here in
 * a copy of the project.
 */
public final class SuiteSeed {
  /** What {@code @Property(seed = SUITE, seed = …)} takes. */
  public static final String SUITE = "20261128";

  private SuiteSeed() {}
}
