package io.truthound.temporal.planning;

import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.DataTime;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.rule.AgainstHistory;
import io.truthound.temporal.rule.PastRule;
import io.truthound.temporal.rule.ProfileRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.storage.ArtifactStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks up what earlier runs came to, and puts ordinary rules in the place of those about it. */
public final class PastSettling {
  private final ArtifactStore store;
  private final List<Rule> rules;
  private final String dataset;
  private final @Nullable Instant time;
  private final List<SettledRule> settled = new ArrayList<>();
  private final Map<Integer, String> skipped = new TreeMap<>();
  private final Map<String, PastEntries> entries = new LinkedHashMap<>();
  private final Map<String, Optional<LastProfile>> profiles = new LinkedHashMap<>();
  private @Nullable PastRuns runs;

  private PastSettling(ArtifactStore store, BatchRequest request) {
    DataTime dataTime = request.dataTime();
    this.store = store;
    this.rules = request.userRules();
    this.dataset = request.dataset().displayName();
    this.time = dataTime == null ? null : dataTime.scheduled();
  }

  /**
   * Settles the rules of a request.
   *
   * @param store where histories lie
   * @param earlier the plan of the batch in whose place this one goes on, which was held against
   *     the past of its own time; null where there is none
   * @throws RefusedException if a rule names the profile of a dataset that has none
   */
  public static Settlement of(
      BatchRequest request, ArtifactStore store, @Nullable BatchPlan earlier)
      throws RefusedException, IOException {
    PastSettling settling = new PastSettling(store, request);
    for (int index = 0; index < settling.rules.size(); index++) {
      if (settling.rules.get(index) instanceof PastRule rule
          && !settling.isAsEarlier(index, rule, earlier)) {
        settling.settle(index, rule);
      }
    }
    return new Settlement(settling.settled, settling.skipped);
  }

  private boolean isAsEarlier(int index, PastRule rule, @Nullable BatchPlan earlier) {
    if (earlier == null) {
      return false;
    }
    Optional<SettledRule> before =
        earlier.settled().stream()
            .filter(each -> each.rule() == index && each.given().equals(rule))
            .findFirst();
    before.ifPresent(settled::add);
    if (before.isEmpty()
        && index < earlier.rules().size()
        && earlier.rules().get(index).equals(rule)) {
      earlier.decided().stream()
          .filter(each -> each.rule() == index)
          .findFirst()
          .ifPresent(each -> skipped.put(index, each.message()));
      return true;
    }
    return before.isPresent();
  }

  private void settle(int index, PastRule rule) throws RefusedException, IOException {
    if (rule instanceof AgainstHistory history) {
      PastFigures figures = runs().figures(history, alike(index, history));
      settled.add(FigureBounds.settled(index, history, figures));
      return;
    }
    ProfileRule profiled = (ProfileRule) rule;
    String from = profiled.baseline() == null ? dataset : profiled.baseline();
    Optional<LastProfile> profile = profile(from);
    if (profile.isPresent()) {
      ProfileBounds bounds = new ProfileBounds(index, profiled, profile.get());
      Rule as = bounds.rule();
      if (as != null) {
        settled.add(new SettledRule(index, rule, as, bounds.from(), true));
      } else {
        skipped.put(index, bounds.from());
      }
    } else if (profiled.baseline() == null) {
      skipped.put(index, "no profile of " + from + " is stored yet");
    } else {
      throw new RefusedException(
          FailureTypes.RULES_REFUSED,
          "Invalid rule %d (%s): no profile of \"%s\" is stored (field \"baseline\": %s)"
              .formatted(index, rule.type(), from, "the name of a dataset that was profiled"));
    }
  }

  /** Returns how many rules before it measure the same: what tells it in the entries of runs. */
  private int alike(int index, AgainstHistory rule) {
    int alike = 0;
    for (Rule other : rules.subList(0, index)) {
      String type = other instanceof AgainstHistory figure ? figure.figure().text() : other.type();
      boolean sameName = String.valueOf(rule.name()).equals(String.valueOf(other.name()));
      if (type.equals(rule.figure().text()) && sameName && other.columns().equals(rule.columns())) {
        alike++;
      }
    }
    return alike;
  }

  private PastRuns runs() throws IOException {
    PastRuns opened = runs;
    if (opened == null) {
      opened = new PastRuns(entries(dataset));
      runs = opened;
    }
    return opened;
  }

  private Optional<LastProfile> profile(String of) throws IOException {
    Optional<LastProfile> known = profiles.get(of);
    if (known == null) {
      known = LastProfile.of(entries(of));
      profiles.put(of, known);
    }
    return known;
  }

  private PastEntries entries(String of) throws IOException {
    PastEntries opened = entries.get(of);
    if (opened == null) {
      opened = new PastEntries(store, of, time);
      entries.put(of, opened);
    }
    return opened;
  }
}
