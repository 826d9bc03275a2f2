package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Says how sources are cut into chunks, the unit that gets a verdict; none spans two. A closed
 * choice.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RowCountChunker.class, name = "row_count"),
  @JsonSubTypes.Type(value = ArrowChunker.class, name = "arrow"),
  @JsonSubTypes.Type(value = DatasetListChunker.class, name = "dataset_list"),
  @JsonSubTypes.Type(value = CustomChunker.class, name = "custom")
})
public sealed interface Chunker
    permits RowCountChunker, ArrowChunker, DatasetListChunker, CustomChunker {

  <R> R accept(Visitor<R> visitor);

  /** Decides by kind; no defaults, so that a new chunker breaks the build. */
  interface Visitor<R> {
    R rowCount(RowCountChunker chunker);

    R arrow(ArrowChunker chunker);

    R datasetList(DatasetListChunker chunker);

    R custom(CustomChunker chunker);
  }
}
