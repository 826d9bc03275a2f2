package io.truthound.temporal;

import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.SyncEngineAsyncAdapter;

/** The built-in engine conforms, made asynchronous. */
class AsyncTruthoundEngineConformanceTest extends EngineConformance {
  @Override
  protected Engine engine(DataQualityEngine builtIn) {
    return SyncEngineAsyncAdapter.of(builtIn);
  }
}
