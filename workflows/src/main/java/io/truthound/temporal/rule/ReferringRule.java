package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds a dataset against another one. */
public sealed interface ReferringRule extends DatasetRule
    permits ReferentialIntegrity, CrossTableRowCount {

  /** Returns the path, {@code file:} URI, folder or glob of the other dataset. */
  String reference();

  /** Returns how its bytes are read; null means: by the ending of each file's name. */
  @Nullable DatasetFormat referenceFormat();

  /** Returns this rule with another place of the other dataset. */
  ReferringRule withReference(String reference);

  /** Returns the other dataset. */
  default Dataset referenced() {
    return new Dataset(null, List.of(reference()), referenceFormat());
  }
}
