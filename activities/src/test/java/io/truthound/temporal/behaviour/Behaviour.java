package io.truthound.temporal.behaviour;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows behaviour of batches on every {@link Server}. */
@ParameterizedClass(name = "{0}")
@EnumSource(Server.class)
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
abstract class Behaviour extends OwnWorker {}
