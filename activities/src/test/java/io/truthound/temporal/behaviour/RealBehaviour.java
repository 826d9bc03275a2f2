package io.truthound.temporal.behaviour;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows behaviour of batches on the real server alone: what activities find out, which is the same
 * on every server. It costs half.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(value = Server.class, names = "REAL")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
abstract class RealBehaviour extends OwnWorker {}
