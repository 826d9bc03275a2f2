package io.truthound.temporal.behaviour;

import io.truthound.temporal.listener.Attempt;
import io.truthound.temporal.listener.AttemptEnd;
import io.truthound.temporal.listener.WorkerListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a worker tells. */
final class Heard implements WorkerListener {
  private final List<Attempt> began = new CopyOnWriteArrayList<>();
  private final List<Attempt> ended = new CopyOnWriteArrayList<>();
  private final List<AttemptEnd> ends = new CopyOnWriteArrayList<>();

  @Override
  public void attemptBegan(Attempt attempt) {
    began.add(attempt);
  }

  @Override
  public synchronized void attemptEnded(Attempt attempt, AttemptEnd end) {
    ended.add(attempt);
    ends.add(end);
  }

  List<Attempt> began() {
    return began;
  }

  List<Attempt> ended() {
    return ended;
  }

  List<AttemptEnd> ends() {
    return ends;
  }

  /** Returns kind, slice, number and outcome of all that ended, in the order of their end. */
  synchronized List<String> told() {
    List<String> told = new ArrayList<>();
    for (int at = 0; at < ends.size(); at++) {
      Attempt attempt = ended.get(at);
      String slice = attempt.slice() == null ? "" : " " + attempt.slice();
      told.add(
          "%s%s #%d %s"
              .formatted(
                  attempt.kind().word(), slice, attempt.number(), ends.get(at).outcome().word()));
    }
    return told;
  }
}
