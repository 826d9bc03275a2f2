package io.truthound.temporal;

import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.SyncEngineAsyncAdapter;
import io.truthound.temporal.example.BoundsEngine;

/** An engine that reads Arrow conforms, made asynchronous. */
class AsyncBoundsEngineConformanceTest extends EngineConformance {
  @Override
  protected Engine engine(DataQualityEngine builtIn) {
    return SyncEngineAsyncAdapter.of(new BoundsEngine());
  }
}
