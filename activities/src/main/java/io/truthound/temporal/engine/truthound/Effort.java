package io.truthound.temporal.engine.truthound;

import java.util.Optional;

/**
 * What is spent on blocks that are scanned. Most fit into the memory of a slot. Those that do not
 * have all that the worker may take, while no other scan is at work; and then their rules are
 * counted by several queries, each of which reads fewer columns at once. No answer depends on it.
 *
 * @param alone whether the scan has everything
 * @param parts by how many queries the rules are counted, one after the other
 */
record Effort(boolean alone, int parts) {
  static final Effort USUAL = new Effort(false, 1);

  /**
   * Returns what to try where memory did not suffice; nothing where no more can be done.
   *
   * @param slots how many scans share the worker's memory
   * @param rules how many rules there are to be counted apart
   */
  Optional<Effort> more(int slots, int rules) {
    if (!alone && slots > 1) {
      return Optional.of(new Effort(true, 1));
    }
    return parts < rules
        ? Optional.of(new Effort(alone, Math.min(2 * parts, rules)))
        : Optional.empty();
  }
}
