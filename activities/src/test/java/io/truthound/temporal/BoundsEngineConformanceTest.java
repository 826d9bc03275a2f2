package io.truthound.temporal;

import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.example.BoundsEngine;

/** An engine that reads Arrow conforms: the example of docs/engines.md. */
class BoundsEngineConformanceTest extends EngineConformance {
  @Override
  protected Engine engine(DataQualityEngine builtIn) {
    return new BoundsEngine();
  }
}
