package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Says how sources are cut into chunks, the unit that gets a verdict. A closed choice. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RowCountChunker.class, name = "row_count"),
  @JsonSubTypes.Type(value = DatasetListChunker.class, name = "dataset_list")
})
public sealed interface Chunker permits RowCountChunker, DatasetListChunker {

  /** Returns the most rows of a chunk; no chunk spans two sources. */
  long chunkSize();
}
