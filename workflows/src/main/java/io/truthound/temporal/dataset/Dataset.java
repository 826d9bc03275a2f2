package io.truthound.temporal.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names what is checked: files or objects, folders and globs that together are one dataset.
 *
 * @param name the name that keys baseline and history; null stands for the URIs as given
 * @param uris at least one path, {@code file:} or {@code s3:} URI, folder or glob, in row order;
 *     may have places for a time, as {@link TimeTemplate} says
 * @param format how the bytes are read; null means: by the ending of each file's name
 * @param allowMissing whether a file may lack a column that another has, and has null in its place;
 *     left out of JSON where it may not
 * @param options how its text is read; null leaves everything open
 * @param sharedFiles whether every worker has its local files by the same paths; left out of JSON
 *     where they are only known to be where they were planned
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Dataset(
    @Nullable String name,
    List<String> uris,
    @Nullable DatasetFormat format,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean allowMissing,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReaderOptions options,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean sharedFiles) {
  private static final int LONGEST_NAME = 500;
  private static final ZonedDateTime SOME_TIME = Instant.EPOCH.atZone(ZoneOffset.UTC);

  /** What data of memory is called in a store: the SHA-256 of its bytes. */
  private static final Pattern STAGED = Pattern.compile(".*/staged/[0-9a-f]{64}\\.arrow");

  public Dataset {
    if (uris == null || uris.isEmpty()) {
      throw new IllegalArgumentException("Invalid dataset: no URI (allowed: one or more)");
    }
    for (String uri : uris) {
      if (uri.isBlank()) {
        throw new IllegalArgumentException("Invalid dataset: a blank URI among " + uris);
      }
      String unused = TimeTemplate.resolve(uri, SOME_TIME);
    }
    if (name != null && name.isBlank()) {
      throw new IllegalArgumentException("Invalid dataset name: blank");
    }
    uris = List.copyOf(uris);
    options = ReaderOptions.DEFAULT.equals(options) ? null : options;
  }

  /** Names a dataset whose files have the same columns. */
  public Dataset(@Nullable String name, List<String> uris, @Nullable DatasetFormat format) {
    this(name, uris, format, false, null, false);
  }

  /** Names a dataset whose format is told by the ending of its files' names. */
  public static Dataset of(String... uris) {
    return new Dataset(null, List.of(uris), null);
  }

  public static Dataset parquet(String... uris) {
    return new Dataset(null, List.of(uris), DatasetFormat.PARQUET);
  }

  public static Dataset csv(String... uris) {
    return new Dataset(null, List.of(uris), DatasetFormat.CSV);
  }

  public static Dataset ndjson(String... uris) {
    return new Dataset(null, List.of(uris), DatasetFormat.NDJSON);
  }

  public static Dataset arrow(String... uris) {
    return new Dataset(null, List.of(uris), DatasetFormat.ARROW);
  }

  public Dataset named(String name) {
    return new Dataset(name, uris, format, allowMissing, options, sharedFiles);
  }

  public Dataset withFormat(@Nullable DatasetFormat format) {
    return new Dataset(name, uris, format, allowMissing, options, sharedFiles);
  }

  public Dataset withUris(List<String> uris) {
    return new Dataset(name, uris, format, allowMissing, options, sharedFiles);
  }

  /** Says whether a file may lack a column that another has. */
  public Dataset withAllowMissing(boolean allowMissing) {
    return new Dataset(name, uris, format, allowMissing, options, sharedFiles);
  }

  /** Says how its text is read. */
  public Dataset withOptions(@Nullable ReaderOptions options) {
    return new Dataset(name, uris, format, allowMissing, options, sharedFiles);
  }

  /** Says whether every worker has its local files by the same paths. */
  public Dataset withSharedFiles(boolean sharedFiles) {
    return new Dataset(name, uris, format, allowMissing, options, sharedFiles);
  }

  /** Says whether a URI has a place for a time. */
  public boolean hasTime() {
    return uris.stream().anyMatch(TimeTemplate::isIn);
  }

  /** Returns the data of a time, under the same name. */
  public Dataset at(ZonedDateTime time) {
    return hasTime()
        ? named(displayName())
            .withUris(uris.stream().map(uri -> TimeTemplate.resolve(uri, time)).toList())
        : this;
  }

  /**
   * Says whether it is data of memory that was staged in a store and that nobody has named: it has
   * no history, and no baseline is kept for it.
   */
  public boolean passing() {
    return isPassing(displayName());
  }

  /** Says whether a dataset's name is one that nobody gave: that of data of memory. */
  public static boolean isPassing(String name) {
    return STAGED.matcher(name).matches();
  }

  /** Says whether some of its files are known to be on one machine only. */
  public boolean liesOnOneMachine() {
    return !sharedFiles && uris.stream().anyMatch(Dataset::isLocal);
  }

  private static boolean isLocal(String uri) {
    return uri.startsWith("file:") || !uri.contains("://");
  }

  /** Returns how its text is read, all open where nothing was said. */
  public ReaderOptions effectiveOptions() {
    return options == null ? ReaderOptions.DEFAULT : options;
  }

  /**
   * Returns the name, or the URIs as given where there is none. Of many URIs, which would fill
   * history, the first, how many more and a number that tells them apart.
   */
  public String displayName() {
    if (name != null) {
      return name;
    }
    String all = String.join(" ", uris);
    return all.length() <= LONGEST_NAME || uris.size() == 1
        ? all
        : String.format(
            Locale.ROOT, "%s and %,d more (%08x)", uris.get(0), uris.size() - 1, uris.hashCode());
  }
}
