package io.truthound.temporal.client;

import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Makes paths absolute where the user stands: a worker stands elsewhere. */
final class AbsolutePaths {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private AbsolutePaths() {}

  static Dataset of(Dataset dataset) {
    return dataset
        .named(dataset.displayName())
        .withUris(dataset.uris().stream().map(AbsolutePaths::of).toList());
  }

  /** Makes the paths of other datasets that rules name absolute. */
  static RuleSet of(RuleSet rules) {
    return rules.withReferences(AbsolutePaths::of);
  }

  private static String of(String uri) {
    return SCHEME.matcher(uri).matches()
        ? uri
        : Path.of(uri).toAbsolutePath().normalize().toString() + (uri.endsWith("/") ? "/" : "");
  }
}
