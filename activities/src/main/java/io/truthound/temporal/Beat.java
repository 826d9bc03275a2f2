package io.truthound.temporal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What an attempt tells the server while it works, for the attempt after it.
 *
 * @param rows rows done so far
 * @param abandoned how many attempts before it never ended
 * @param open whether it works still: where the next attempt finds so, it never ended
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Beat(long rows, int abandoned, boolean open) {

  /** Returns how many attempts have never ended, this one included where it does not. */
  int neverEnded() {
    return abandoned + (open ? 1 : 0);
  }
}
