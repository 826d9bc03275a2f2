package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Takes each source of the dataset as one chunk, whatever its size. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatasetListChunker() implements Chunker {

  public static DatasetListChunker of() {
    return new DatasetListChunker();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.datasetList(this);
  }
}
