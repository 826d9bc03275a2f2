package io.truthound.temporal.notify;

import io.truthound.temporal.contract.BatchNotice;

/**
 * An event that somebody is told of.
 *
 * @param id the same in every attempt at telling this event to this channel, and of no other
 * @param event what happened
 * @param channel who is told
 * @param batch the batch that is over; no value of the data is in it
 */
public record Notification(String id, Event event, String channel, BatchNotice batch) {
  /** What happened. */
  public enum Event {
    /** The data broke a rule, or could not be read, or the batch was refused. */
    FAILURE,
    /** All is well again with a dataset after failures. */
    RECOVERY,
    /** All is well, as before. */
    SUCCESS
  }
}
