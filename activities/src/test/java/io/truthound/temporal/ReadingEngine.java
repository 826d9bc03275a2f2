package io.truthound.temporal;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.SliceReader;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An engine that does with the batches of a slice what a test says. */
record ReadingEngine(Work work) implements DataQualityEngine {

  /** What is done with a scan. */
  interface Work {
    void of(SliceScan scan) throws IOException, ScanCancelledException;
  }

  /** What is done with each batch. */
  interface BatchWork {
    void of(SliceScan scan, SliceReader batch) throws IOException;
  }

  /** Reads all columns of all batches. */
  static ReadingEngine ofBatches(BatchWork work) {
    return new ReadingEngine(
        scan -> {
          try (SliceReader batch = scan.openArrow(columns(scan))) {
            while (batch.loadNextBatch()) {
              work.of(scan, batch);
            }
          }
        });
  }

  static List<String> columns(SliceScan scan) {
    return scan.plan().columns().stream().map(Column::name).toList();
  }

  @Override
  public String id() {
    return "reading/1";
  }

  @Override
  public Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra) {
    return Preparation.reading(columns.stream().map(Column::name).toList());
  }

  @Override
  public void check(SliceScan scan) throws IOException, ScanCancelledException {
    work.of(scan);
  }
}
