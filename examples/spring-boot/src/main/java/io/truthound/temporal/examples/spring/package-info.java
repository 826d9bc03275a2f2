/**
 * A Spring Boot application whose worker checks data beside a workflow of its own.
 *
 * <p>Start reading at {@link io.truthound.temporal.examples.spring.WeatherApplication}.
 */
@NullMarked
package io.truthound.temporal.examples.spring;

import org.jspecify.annotations.NullMarked;
