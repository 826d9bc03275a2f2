package io.truthound.temporal.behaviour;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows on the real server alone what no other would show otherwise: what activities find out, and
 * how it is stored, merged and found again. It costs half.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(value = Server.class, names = "REAL")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
abstract class RealBehaviour extends OwnWorker {}
