package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.truthound.temporal.merge.ClosedChunks;

/** Something that happened in a batch; what a hook hears of is made of these. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BatchEvent.SliceStarted.class, name = "slice_started"),
  @JsonSubTypes.Type(value = BatchEvent.SliceRetried.class, name = "slice_retried"),
  @JsonSubTypes.Type(value = BatchEvent.ChunksClosed.class, name = "chunks_closed"),
  @JsonSubTypes.Type(value = BatchEvent.ChunksLost.class, name = "chunks_lost")
})
public sealed interface BatchEvent {

  /**
   * A slice was handed to the workers; again where it was handed out anew.
   *
   * @param slice its index
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SliceStarted(int slice) implements BatchEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.sliceStarted(this);
    }
  }

  /**
   * A slice took another attempt; known once the last one is over.
   *
   * @param slice its index
   * @param attempt the number of that attempt, from 2
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SliceRetried(int slice, int attempt) implements BatchEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.sliceRetried(this);
    }
  }

  /**
   * A slice was merged.
   *
   * @param chunks the chunks that end in it, with their final verdicts; none where none does
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ChunksClosed(ClosedChunks chunks) implements BatchEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.chunksClosed(this);
    }
  }

  /**
   * All chunks from one on are ERROR, since nothing can be read any more.
   *
   * @param first the first of them
   * @param chunks how many
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ChunksLost(long first, long chunks) implements BatchEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.chunksLost(this);
    }
  }

  /** Says what is done with each kind of event. */
  interface Visitor {
    void sliceStarted(SliceStarted event);

    void sliceRetried(SliceRetried event);

    void chunksClosed(ChunksClosed event);

    void chunksLost(ChunksLost event);
  }

  /** Passes the event to its method. */
  void accept(Visitor visitor);
}
