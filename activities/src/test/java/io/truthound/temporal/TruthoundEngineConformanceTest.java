package io.truthound.temporal;

import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Engine;

/** The built-in engine conforms. */
class TruthoundEngineConformanceTest extends EngineConformance {
  @Override
  protected Engine engine(DataQualityEngine builtIn) {
    return builtIn;
  }
}
