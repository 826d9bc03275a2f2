package io.truthound.temporal.contract;

/** Where the artifacts of a run lie within its store. */
public final class RunPaths {
  private RunPaths() {}

  /** The plan's head. */
  public static final String PLAN = "plan.json";

  /** The full report. */
  public static final String REPORT = "report.json";

  /** The full report of a profile. */
  public static final String PROFILE = "profile.json";

  /** The full report of a learn. */
  public static final String LEARNED = "learned.json";

  /** Where the run's entry in its dataset's history is sought from. */
  public static final String HISTORY = "history.json";

  /** Returns the name of a slice's result. */
  public static String slice(int index) {
    return "slice-%08d.json".formatted(index);
  }

  /** Returns the name of a note about a block of a slice that workers were lost with. */
  public static String suspect(int slice, String piece, String what) {
    return "suspect-%08d-%s-%s".formatted(slice, piece, what);
  }

  /** Returns the name of what the first so many slices came to. */
  public static String merged(int slices) {
    return "merged-%08d.json".formatted(slices);
  }

  /**
   * Returns the name of a node in the tree in which states are merged: a slice's result, or what
   * was merged from nodes of the level below.
   */
  public static String states(int level, int index) {
    return level == 0 ? slice(index) : "states-%d-%08d.json".formatted(level, index);
  }

  /** Returns the name of what a key partition of a rule came to. */
  public static String keys(int rule, int partition, int partitions) {
    return "keys-%08d-%d-of-%d.json".formatted(rule, partition, partitions);
  }

  /** Returns the name of a plan's part, told apart by its own bytes. */
  public static String planPart(String sha256) {
    return "plan-" + sha256 + ".json";
  }

  /** Returns the name of a source's text, told apart by the source's identity. */
  public static String text(String sha256) {
    return "text-" + sha256;
  }

  /** Returns a run's folder within its store, ending in a slash. */
  public static String folder(RunFolder folder) {
    return "runs/" + folder.run() + "/";
  }

  /**
   * Returns the URI of an artifact.
   *
   * @throws IllegalArgumentException if the folder names no store
   */
  public static String uri(RunFolder folder, String name) {
    String store = folder.store();
    if (store == null) {
      throw new IllegalArgumentException("Cannot find " + name + ": the run names no store");
    }
    return (store.endsWith("/") ? store : store + "/") + folder(folder) + name;
  }

  /**
   * Returns the store that an artifact of a run lies in.
   *
   * @throws IllegalArgumentException if it lies in no run's folder
   */
  public static String store(String uri) {
    int runs = uri.lastIndexOf("/runs/");
    if (runs < 0) {
      throw new IllegalArgumentException(
          "Invalid artifact: \"" + uri + "\" lies in no run's folder");
    }
    return uri.substring(0, runs);
  }

  /** Returns the URI of an artifact in the same folder as another. */
  public static String beside(String uri, String name) {
    return uri.substring(0, uri.lastIndexOf('/') + 1) + name;
  }
}
