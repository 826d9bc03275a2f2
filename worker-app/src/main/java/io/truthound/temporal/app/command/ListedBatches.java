package io.truthound.temporal.app.command;

import io.temporal.client.WorkflowExecutionMetadata;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.contract.SearchAttributes;
import io.truthound.temporal.contract.WireNames;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Batches as a server lists them, for a person. */
final class ListedBatches {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Beyond this, longer names stand out, and others keep their place. */
  private static final int WIDEST = 40;

  private ListedBatches() {}

  /**
   * Returns a line for each.
   *
   * @param searched whether batches may have search attributes
   */
  static String text(List<WorkflowExecutionMetadata> batches, boolean searched) {
    if (batches.isEmpty()) {
      return "No batches\n";
    }
    List<String> datasets =
        batches.stream()
            .map(batch -> Words.line(memo(batch, WireNames.DATASET_MEMO, "several datasets")))
            .toList();
    int longest =
        datasets.stream()
            .mapToInt(String::length)
            .filter(length -> length <= WIDEST)
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < batches.size(); at++) {
      WorkflowExecutionMetadata batch = batches.get(at);
      String dataset = datasets.get(at);
      text.append(
          String.format(
              Locale.ROOT,
              "%s  %-10s %-8s %s  %s%n",
              TIME.format(batch.getStartTime()),
              standing(batch, searched),
              memo(batch, WireNames.OPERATION_MEMO, "batch"),
              dataset + " ".repeat(Math.max(0, longest - dataset.length())),
              Words.line(batch.getExecution().getWorkflowId())));
    }
    return text.toString();
  }

  /** The answer's status where it is known, else that of the workflow. */
  private static String standing(WorkflowExecutionMetadata batch, boolean searched) {
    String status = searched ? batch.getTypedSearchAttributes().get(SearchAttributes.STATUS) : null;
    return status != null
        ? status
        : batch
            .getStatus()
            .name()
            .replace("WORKFLOW_EXECUTION_STATUS_", "")
            .replace('_', ' ')
            .toLowerCase(Locale.ROOT);
  }

  private static String memo(WorkflowExecutionMetadata batch, String name, String otherwise) {
    @Nullable Object value = batch.getMemo(name, String.class);
    return Objects.toString(value, otherwise);
  }
}
